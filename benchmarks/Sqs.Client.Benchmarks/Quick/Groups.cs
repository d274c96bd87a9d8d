using Sqs.Client.Benchmarks.Inputs;

namespace Sqs.Client.Benchmarks.Quick;

/// <summary>What the quick run compares, and the goals beside it.</summary>
internal static class Groups
{
    private const int Callers = 16;

    public static IEnumerable<Func<CaseGroup>> WithoutNetwork { get; } =
    [
        () => Sign(1024, "<= 1.15"),
        () => Sign(16 * 1024, "<= 1.05"),
        () => Sign(256 * 1024, "<= 1.05"),
        SerialiseOne,
        SerialiseTen,
        SerialiseLarge,
        SerialiseJson,
        () => Parse(1024, ""),
        () => Parse(64 * 1024, "<= 0.40"),
        () => ParseJson(1024),
        () => ParseJson(64 * 1024),
        () => Body(1024),
        () => Body(64 * 1024),
        Attributes,
        .. Calls("in memory", SendPathBenchmarks.InMemory, static (name, work) => Case.Of(name, work), static group => group),
    ];

    public static IEnumerable<Func<CaseGroup>> OverLoopback(Uri endpoint) => Calls(
        $"loopback, {Callers} callers",
        () => new SendPath(endpoint, handlerFor: null),
        static (name, work) => Case.Concurrent(name, Callers, work),
        static group => group with { Slice = TimeSpan.FromMilliseconds(20), Rounds = 25, Multiple = Callers });

    private static CaseGroup Sign(int size, string goal)
    {
        var bench = new SignBenchmarks { BodySize = size };
        bench.Setup();
        return new(
            $"SigV4, body of {Size(size)}",
            Case.Of("floor: the same hashes", bench.Floor),
            Case.Of("hash and sign", bench.HashAndSign) with { Goal = goal },
            Case.Of("sign alone", bench.Sign) with { Goal = "<= 512 B" });
    }

    private static CaseGroup SerialiseOne()
    {
        var bench = new SerialiseBenchmarks();
        return new("write SendMessage, 1 KB", Case.Of("Uri.EscapeDataString of the body", bench.EscapeOne), Case.Of("whole request", bench.SendMessage), Case.Of("in JSON", bench.SendMessageInJson));
    }

    private static CaseGroup SerialiseTen()
    {
        var bench = new SerialiseBenchmarks();
        return new("write SendMessageBatch, 10 x 1 KB", Case.Of("Uri.EscapeDataString of the bodies", bench.EscapeTen), Case.Of("whole request", bench.SendMessageBatch));
    }

    private static CaseGroup SerialiseLarge()
    {
        var bench = new SerialiseBenchmarks();
        return new(
            "form-encode JSON of 64 KB",
            Case.Of("Uri.EscapeDataString", bench.EscapeLarge),
            Case.Of("of a string", bench.FormEncodeText) with { Goal = "<= 0.17, 0 B" },
            Case.Of("of UTF-8", bench.FormEncodeUtf8) with { Goal = "<= 0.17, 0 B" });
    }

    private static CaseGroup SerialiseJson()
    {
        var bench = new SerialiseBenchmarks();
        return new(
            "JSON-escape JSON of 64 KB",
            Case.Of("Utf8JsonWriter, relaxed", bench.ByUtf8JsonWriter),
            Case.Of("of a string", bench.JsonEscapeText) with { Goal = "<= 0.35, 0 B" },
            Case.Of("of UTF-8", bench.JsonEscapeUtf8) with { Goal = "<= 0.35, 0 B" });
    }

    private static CaseGroup ParseJson(int size)
    {
        var bench = new ParseBenchmarks { BodySize = size };
        bench.Setup();
        return new(
            $"read ReceiveMessage in JSON, 10 x {Size(size)}",
            Case.Of("Utf8JsonReader, texts alone", bench.ByUtf8JsonReader),
            Case.Of("to strings", bench.JsonText),
            Case.Of("to leased UTF-8", bench.JsonLeasedUtf8));
    }

    private static CaseGroup Parse(int size, string goal)
    {
        var bench = new ParseBenchmarks { BodySize = size };
        bench.Setup();
        return new(
            $"read ReceiveMessage, 10 x {Size(size)}",
            Case.Of("XmlReader, texts alone", bench.ByXmlReader),
            Case.Of("to strings", bench.Text) with { Goal = goal },
            Case.Of("to UTF-8", bench.Utf8),
            Case.Of("to leased UTF-8", bench.LeasedUtf8),
            Case.Of("to strings, digests compared", bench.TextVerified));
    }

    private static CaseGroup Body(int size)
    {
        var bench = new ChecksumBenchmarks { BodySize = size };
        bench.Setup();
        return new(
            $"digest of a body of {Size(size)}",
            Case.Of("MD5.HashData", bench.Md5),
            Case.Of("of UTF-8", bench.BodyOfBytes) with { Goal = "<= 1.05, 0 B" },
            Case.Of("of a string", bench.BodyOfText) with { Goal = "0 B" });
    }

    private static CaseGroup Attributes()
    {
        var bench = new ChecksumBenchmarks();
        return new(
            "digest of 10 attributes",
            Case.Of("MD5.HashData of as many bytes", bench.Md5OfAttributes),
            Case.Of("sorted, written, digested", bench.Attributes) with { Goal = "<= 1.4, <= 100 B" });
    }

    private static IEnumerable<Func<CaseGroup>> Calls(string where, Func<SendPath> make, MakeCase of, Func<CaseGroup, CaseGroup> tuned)
    {
        var isLoopback = where.StartsWith("loopback", StringComparison.Ordinal);
        string Goal(string goal) => isLoopback ? goal : "";
        yield return () =>
        {
            var path = make();
            return tuned(new(
                $"SendMessage 1 KB, {where}",
                of("floor", () => path.FloorOfSendAsync()),
                of("Sqs.Client", async () => (await path.SendAsync()).MessageId.Length) with { Goal = Goal("<= 1.8, <= 3,200 B") }));
        };
        yield return () =>
        {
            var path = make();
            return tuned(new(
                $"SendMessageBatch 10 x 1 KB, {where}",
                of("floor", () => path.FloorOfBatchAsync()),
                of("Sqs.Client", async () => (await path.SendBatchAsync()).Successful.Count) with { Goal = Goal("<= 2.4, <= 4,500 B") }));
        };
        yield return () =>
        {
            var path = make();
            return tuned(new(
                $"ReceiveMessage 10 x 1 KB, {where}",
                of("floor", () => path.FloorOfReceiveAsync()),
                of("strings", () => path.ReceiveAsync(MessageBodyFormat.Text)) with { Goal = Goal("<= 2.6, <= 37 KB") },
                of("UTF-8", () => path.ReceiveAsync(MessageBodyFormat.Utf8)) with { Goal = Goal("<= 14 KB") },
                of("leased UTF-8", () => path.ReceiveAsync(MessageBodyFormat.LeasedUtf8)) with { Goal = Goal("<= 2.0, <= 3.5 KB") }));
        };
    }

    private delegate Case MakeCase(string name, Func<Task<int>> work);

    private static string Size(int bytes) => $"{bytes / 1024} KB";
}
