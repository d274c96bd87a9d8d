using System.Globalization;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.EndToEnd.Failures;

/// <summary>Credentials that change every 10 ms under load: a server that checks every signature never sees a key with the secret or the token of another.</summary>
public sealed class RotationTests
{
    private const int Rotations = 1000;
    private const int Callers = 8;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    private int _issued;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SqsProtocol.Query)]
    [InlineData(SqsProtocol.Json)]
    public async Task Credentials_RotatedAThousandTimesUnderLoad_AreNeverTorn(SqsProtocol protocol)
    {
        var serverOptions = new LocalSqsOptions();
        for (var number = 1; number <= Rotations + Callers; number++)
        {
            var key = KeyOf(number);
            serverOptions.AccessKeys.Add(new LocalAccessKey(key.AccessKeyId, key.SecretAccessKey, key.SessionToken));
        }

        await using var server = await LocalSqs.StartAsync(serverOptions);
        await using var credentials = new CachedCredentialsSource(new DelegateCredentialsSource(_ => new(Issue())));
        await using var client = new SqsClient(new SqsClientOptions
        {
            Endpoint = server.Endpoint,
            Region = server.Region,
            Credentials = credentials,
            Protocol = protocol,
            MaxAttempts = 1, // no retry hides a bad signature
        });
        var queue = (await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "q" }, Token)).QueueUrl;

        var rotation = RotateAsync(credentials);
        var calls = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallAsync(client, queue), Token)));
        await rotation;

        TestContext.Current.TestOutputHelper?.WriteLine($"{calls.Sum()} calls, {_issued} pairs of keys");
        Assert.InRange(_issued, Rotations, Rotations + Callers);
        Assert.True(calls.Sum() >= Rotations);
    }

    private AwsCredentials Issue() => KeyOf(Interlocked.Increment(ref _issued));

    private static AwsCredentials KeyOf(int number) => new(
        string.Create(CultureInfo.InvariantCulture, $"AKIA{number}"),
        string.Create(CultureInfo.InvariantCulture, $"secret-of-{number}"),
        string.Create(CultureInfo.InvariantCulture, $"token-of-{number}"));

    private async Task RotateAsync(CachedCredentialsSource credentials)
    {
        using var pace = new PeriodicTimer(Pace);
        while (Volatile.Read(ref _issued) < Rotations && await pace.WaitForNextTickAsync(Token))
        {
            credentials.Invalidate();
        }
    }

    private async Task<int> CallAsync(SqsClient client, string queueUrl)
    {
        var calls = 0;
        for (; Volatile.Read(ref _issued) < Rotations; calls++)
        {
            _ = await client.SendMessageAsync(new SendMessageRequest { QueueUrl = queueUrl, MessageBody = "x" }, Token); // a refused signature throws
        }

        return calls;
    }
}
