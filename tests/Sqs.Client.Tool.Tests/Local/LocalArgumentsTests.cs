using System.CommandLine;
using Sqs.Client.LocalServer;
using Sqs.Client.Tool.Local;

namespace Sqs.Client.Tool.Tests.Local;

public sealed class LocalArgumentsTests
{
    [Fact]
    public void NothingGiven_IsTheDefaults()
    {
        var settings = Read();
        Assert.Equal((9324, "us-east-1", "000000000000", true), (settings.Port, settings.Region, settings.Account, settings.VerifySignatures));
        Assert.Equal((null, false, false), (settings.Latency, settings.Plain, settings.Quiet));
        Assert.Empty(settings.Keys);
        Assert.Empty(settings.Queues);
    }

    [Fact]
    public void EverythingGiven_IsRead()
    {
        using var queues = new TextFile("""{ "queues": [ "q" ] }""");
        using var keys = new TextFile("""{ "keys": [ { "id": "C", "secret": "c" } ] }""");
        var settings = Read(
            "-p", "0", "--region", "eu-west-1", "--account", "111122223333", "--queues", queues.Path, "--keys", "A=a", "B=b:t", "--keys", keys.Path,
            "--no-verify", "--latency", "20ms", "--plain", "-q");
        Assert.Equal((0, "eu-west-1", "111122223333", false), (settings.Port, settings.Region, settings.Account, settings.VerifySignatures));
        Assert.Equal((TimeSpan.FromMilliseconds(20), true, true), (settings.Latency, settings.Plain, settings.Quiet));
        Assert.Equal([new LocalAccessKey("A", "a"), new LocalAccessKey("B", "b", "t"), new LocalAccessKey("C", "c")], settings.Keys);
        Assert.Equal("arn:aws:sqs:eu-west-1:111122223333:q", Assert.Single(settings.Queues).Arn);
    }

    private static LocalSettings Read(params string[] texts)
    {
        var arguments = new LocalArguments();
        var command = new Command("local");
        foreach (var option in arguments.Options)
        {
            command.Add(option);
        }

        var parsed = command.Parse(texts);
        Assert.Empty(parsed.Errors);
        return arguments.Read(parsed);
    }
}
