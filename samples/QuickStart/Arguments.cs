namespace QuickStart;

internal sealed record Arguments(Uri? Endpoint, string? Region, string Queue)
{
    public const string Usage = """
        dotnet run --project samples/QuickStart [-- --region REGION] [--endpoint URL] [--queue NAME]

          (none)            on the embedded server, which is started for it
          --region REGION   on Amazon SQS in that region, with the credentials of the environment
          --endpoint URL    on another SQS
          --queue NAME      the queue to create and use (default: quick-start)
        """;

    public bool IsRemote => Endpoint is not null || Region is not null;

    public static Arguments Parse(string[] args)
    {
        var result = new Arguments(null, null, "quick-start");
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length)
            {
                throw new ArgumentException($"{args[i]} needs a value.");
            }

            result = (args[i], args[i + 1]) switch
            {
                ("--endpoint", var url) when Uri.TryCreate(url, UriKind.Absolute, out var endpoint) => result with { Endpoint = endpoint },
                ("--endpoint", _) => throw new ArgumentException("--endpoint needs a URL, http://localhost:9324 for example."),
                ("--region", var region) => result with { Region = region },
                ("--queue", var queue) => result with { Queue = queue },
                var (name, _) => throw new ArgumentException($"{name} is not known."),
            };
        }

        return result;
    }
}
