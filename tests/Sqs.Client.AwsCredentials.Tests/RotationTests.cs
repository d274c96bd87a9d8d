using Amazon.Runtime;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Tests;

public sealed class RotationTests : IAsyncLifetime
{
    private readonly Machine _machine = new();
    private readonly VirtualClock _clock = new();
    private LoopbackAws _aws = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await LoopbackAws.StartAsync();
        _aws.Rotates = true;
        _aws.Expiration = () => _clock.GetUtcNow().AddHours(1);
        _machine["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = _aws.Url + "/container";
    }

    public ValueTask DisposeAsync()
    {
        _machine.Dispose();
        return _aws.DisposeAsync();
    }

    [Fact]
    public async Task FiveHundredCalls_AtExpiry_AskTheEndpointOnce()
    {
        var source = _machine.Source(options => options.TimeProvider = _clock);
        AssertWhole(1, await source.GetCredentialsAsync(Token));
        _clock.Advance(TimeSpan.FromHours(1));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _aws.Gate = gate.Task;
        var calls = Enumerable.Range(0, 500).Select(_ => Task.Run(async () => await source.GetCredentialsAsync(Token), Token)).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll(calls), credentials => AssertWhole(2, credentials));
        Assert.Equal(2, _aws.Issued);
    }

    [Fact]
    public async Task Credentials_ThatRotateUnderLoad_AreNeverTorn()
    {
        var source = _machine.Source(options => options.TimeProvider = _clock);
        AssertWhole(1, await source.GetCredentialsAsync(Token));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                var seen = new HashSet<string>(StringComparer.Ordinal);
                while (!stop.IsCancellationRequested)
                {
                    var credentials = await source.GetCredentialsAsync(Token);
                    AssertWhole(Number(credentials), credentials);
                    seen.Add(credentials.AccessKeyId);
                    await Task.Yield();
                }

                return seen;
            },
            Token)).ToList();
        for (var turn = 1; turn <= 20; turn++)
        {
            _clock.Advance(TimeSpan.FromMinutes(59.5)); // callers have to wait for new ones from here on
            var credentials = await source.GetCredentialsAsync(Token);
            AssertWhole(turn + 1, credentials);
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(readers), seen => Assert.True(seen.Count > 1));
    }

    [Fact]
    public async Task Credentials_NearTheirEnd_AreRenewedWhileCallersGoOn()
    {
        var source = _machine.Source(options =>
        {
            options.TimeProvider = _clock;
            options.Refresh = new CachedCredentialsOptions { AdvisoryRefresh = TimeSpan.FromMinutes(20), Jitter = TimeSpan.Zero };
        });
        AssertWhole(1, await source.GetCredentialsAsync(Token));
        _clock.Advance(TimeSpan.FromMinutes(39));
        AssertWhole(1, await source.GetCredentialsAsync(Token));
        Assert.Equal(1, _aws.Issued);

        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _aws.Gate = gate.Task;
        _clock.Advance(TimeSpan.FromMinutes(2));
        AssertWhole(1, await source.GetCredentialsAsync(Token)); // nobody waits
        gate.SetResult();
        while (Number(await source.GetCredentialsAsync(Token)) == 1)
        {
            await Task.Yield();
        }

        Assert.Equal(2, _aws.Issued);
    }

    [Fact]
    public async Task ObjectsOfTheSdk_ThatRotateUnderLoad_AreNeverTorn()
    {
        using var given = new RotatingCredentials();
        await using var source = new AwsSdkCredentialsSource(given);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var rival = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    _ = await given.GetCredentialsAsync(TimeSpan.FromMinutes(5)); // another user of the same object
                    await Task.Delay(1, Token);
                }
            },
            Token);
        var calls = Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () =>
            {
                for (var call = 0; call < 200; call++)
                {
                    var credentials = await source.GetCredentialsAsync(Token);
                    AssertWhole(Number(credentials), credentials);
                    Assert.Equal(RotatingCredentials.ExpirationOf(Number(credentials)), credentials.Expiration);
                    source.Invalidate();
                }
            },
            Token));
        await Task.WhenAll(calls);
        await stop.CancelAsync();
        await rival;
        Assert.True(given.Made > 10);
    }

    [Fact]
    public async Task ObjectsOfTheSdk_ThatRotateBetweenKeysAndTime_AreReadAgain()
    {
        await using var source = new AwsSdkCredentialsSource(new SlippingCredentials());
        var credentials = await source.GetCredentialsAsync(Token);
        AssertWhole(4, credentials);
        Assert.Equal(RotatingCredentials.ExpirationOf(4), credentials.Expiration);
    }

    [Fact]
    public async Task ObjectsOfTheSdk_ThatFail_AreNamedByTypeAlone()
    {
        await using var source = new AwsSdkCredentialsSource(new FailingCredentials());
        var exception = await Assert.ThrowsAsync<CredentialsUnavailableException>(() => source.GetCredentialsAsync(Token).AsTask());
        Assert.Equal("The credentials of type FailingCredentials: whoever gives them failed: InvalidOperationException", exception.Message);
        Assert.DoesNotContain("planted", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ObjectsOfTheSdk_WithoutKeys_SendUnsigned()
    {
        await using var source = new AwsSdkCredentialsSource(new AnonymousAWSCredentials());
        Assert.True((await source.GetCredentialsAsync(Token)).IsAnonymous);
    }

    private static int Number(AwsCredentials credentials) => int.Parse(credentials.AccessKeyId.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture);

    private static void AssertWhole(int number, AwsCredentials credentials) =>
        Assert.Equal(($"key-{number}", $"secret-{number}", $"token-{number}"), (credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken));

    /// <summary>Refreshing credentials of the SDK that live shorter than anybody asks for: each search brings new ones.</summary>
    private sealed class RotatingCredentials : RefreshingAWSCredentials
    {
        private static readonly DateTimeOffset Soon = DateTimeOffset.UtcNow.AddMinutes(3);
        private int _made;

        public RotatingCredentials() => ExpirationBuffer = TimeSpan.Zero;

        public int Made => Volatile.Read(ref _made);

        public static DateTimeOffset ExpirationOf(int number) => Soon.AddMilliseconds(number);

        protected override Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
        {
            var number = Interlocked.Increment(ref _made);
            return Task.FromResult(new CredentialsRefreshState(new ImmutableCredentials($"key-{number}", $"secret-{number}", $"token-{number}"), ExpirationOf(number).UtcDateTime));
        }
    }

    /// <summary>Credentials that are renewed three times just when their expiration is read.</summary>
    private sealed class SlippingCredentials : AWSCredentials
    {
        private int _number = 1;

        public override DateTime? Expiration => RotatingCredentials.ExpirationOf(_number = Math.Min(_number + 1, 4)).UtcDateTime;

        public override ImmutableCredentials GetCredentials() => new($"key-{_number}", $"secret-{_number}", $"token-{_number}");
    }

    private sealed class FailingCredentials : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new InvalidOperationException("planted secret");
    }
}
