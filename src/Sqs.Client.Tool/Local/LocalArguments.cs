using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sqs.Client.LocalServer;
using Sqs.Client.Tool.Files;

namespace Sqs.Client.Tool.Local;

/// <summary>The options of <c>sqs local</c>.</summary>
internal sealed class LocalArguments
{
    private const int UsualPort = 9324;

    private readonly Option<int> _port = new("--port", "-p")
    {
        Description = "The port on 127.0.0.1; 0 takes a free one.",
        HelpName = "number",
        DefaultValueFactory = _ => UsualPort,
        CustomParser = Port,
    };

    private readonly Option<string> _region = Text("--region", "The region of requests and queues that name none.", "region", "us-east-1", Checks.IsRegion, "lower-case letters, digits and hyphens");

    private readonly Option<string> _account = Text("--account", "The account of keys and queues that name none.", "12 digits", "000000000000", Checks.IsAccount, "12 digits");

    private readonly Option<string?> _queues = new("--queues") { Description = "A JSON file with queues to create at the start.", HelpName = "file" };

    private readonly Option<string[]> _keys = new("--keys", "--key")
    {
        Description = "An access key that is accepted, as ID=SECRET or ID=SECRET:TOKEN, or a JSON file of keys. May be repeated. Without, one is made up and shown.",
        HelpName = "file|ID=SECRET",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> _noVerify = new("--no-verify") { Description = "Take requests with a wrong signature, or none." };

    private readonly Option<TimeSpan?> _latency = new("--latency")
    {
        Description = "A pause before each answer: 20ms, 1.5s.",
        HelpName = "time",
        CustomParser = Latency,
    };

    private readonly Option<bool> _plain = new("--plain") { Description = "Lines in place of the table; so too where the output is no terminal." };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Nothing between the start and the end." };

    public IReadOnlyList<Option> Options => [_port, _region, _account, _queues, _keys, _noVerify, _latency, _plain, _quiet];

    /// <summary>Reads the options and the files that they name.</summary>
    public LocalSettings Read(ParseResult parsed)
    {
        var (region, account) = (parsed.GetRequiredValue(_region), parsed.GetRequiredValue(_account));
        return new LocalSettings
        {
            Port = parsed.GetValue(_port),
            Region = region,
            Account = account,
            Keys = Keys(parsed.GetValue(_keys) ?? []),
            Queues = parsed.GetValue(_queues) is { } file ? QueuesFile.Read(JsonFile.Read(file), region, account) : [],
            VerifySignatures = !parsed.GetValue(_noVerify),
            Latency = parsed.GetValue(_latency),
            Plain = parsed.GetValue(_plain),
            Quiet = parsed.GetValue(_quiet),
        };
    }

    private static List<LocalAccessKey> Keys(IEnumerable<string> texts)
    {
        var keys = texts.SelectMany(text => KeyText.IsKey(text) ? [KeyText.Read(text)] : KeysFile.Read(JsonFile.Read(text))).ToList();
        var twins = keys.GroupBy(key => key.AccessKeyId, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any());
        return twins is null ? keys : throw ToolException.Misuse($"--keys: the access key '{twins.Key}' is there twice.");
    }

    private static int Port(ArgumentResult result)
    {
        var isPort = ushort.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        return isPort ? port : Refuse<int>(result, "--port takes a number from 0 to 65535.");
    }

    private static TimeSpan? Latency(ArgumentResult result) =>
        Pause.TryRead(result.Tokens[0].Value, out var pause) ? pause : Refuse<TimeSpan?>(result, "--latency takes a time up to an hour, such as 20ms or 1.5s.");

    private static Option<string> Text(string name, string description, string help, string usual, Func<string, bool> isValid, string rule) => new(name)
    {
        Description = description,
        HelpName = help,
        DefaultValueFactory = _ => usual,
        CustomParser = result => isValid(result.Tokens[0].Value) ? result.Tokens[0].Value : Refuse<string>(result, $"{name} takes {rule}."),
    };

    private static T? Refuse<T>(ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }
}
