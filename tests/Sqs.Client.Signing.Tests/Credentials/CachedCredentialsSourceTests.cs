using Sqs.Client.LocalServer;

namespace Sqs.Client.Signing.Tests.Credentials;

public sealed class CachedCredentialsSourceTests : IAsyncLifetime
{
    private readonly VirtualClock _clock = new();
    private readonly ScriptedSource _source;
    private readonly CachedCredentialsSource _cache;

    public CachedCredentialsSourceTests()
    {
        _source = new ScriptedSource(_clock);
        _cache = new CachedCredentialsSource(_source, timeProvider: _clock, jitter: () => 0);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _cache.DisposeAsync();

    [Fact]
    public async Task FiveHundredCalls_AtOnce_AskTheSourceOnce()
    {
        _source.Hold();
        var calls = Enumerable.Range(0, 500).Select(_ => Task.Run(() => _cache.GetCredentialsAsync(Token).AsTask(), Token)).ToList();
        await _source.CalledAsync(1);
        _source.Release();

        Assert.All(await Task.WhenAll(calls), credentials => Assert.Equal("K1", credentials.AccessKeyId));
        Assert.Equal(1, _source.Calls);
    }

    [Fact]
    public async Task FiveHundredCalls_AtExpiry_AskTheSourceOnce()
    {
        Assert.Equal("K1", await KeyAsync());
        _clock.Advance(TimeSpan.FromHours(1));
        _source.Hold();
        var calls = Enumerable.Range(0, 500).Select(_ => Task.Run(KeyAsync, Token)).ToList();
        await _source.CalledAsync(2);
        Assert.All(calls, call => Assert.False(call.IsCompleted));
        _source.Release();

        Assert.All(await Task.WhenAll(calls), key => Assert.Equal("K2", key));
        Assert.Equal(2, _source.Calls);
    }

    [Fact]
    public async Task Credentials_BeforeTheAdvisoryWindow_AreKept()
    {
        _ = await KeyAsync();
        _clock.Advance(TimeSpan.FromMinutes(54.9));
        Assert.Equal("K1", await KeyAsync());
        Assert.Equal(1, _source.Calls);
    }

    [Fact]
    public async Task Credentials_InTheAdvisoryWindow_AreRenewedBehindTheCallers()
    {
        _ = await KeyAsync();
        _clock.Advance(TimeSpan.FromMinutes(55));
        _source.Hold();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("K1", await KeyAsync());
        }

        await _source.CalledAsync(2);
        _source.Release();
        await ScriptedSource.UntilAsync(async () => await KeyAsync() != "K1");

        Assert.Equal("K2", await KeyAsync());
        Assert.Equal(2, _source.Calls);
    }

    [Fact]
    public async Task Credentials_InTheMandatoryWindow_AreWaitedFor()
    {
        _ = await KeyAsync();
        _clock.Advance(TimeSpan.FromMinutes(59));
        _source.Hold();
        var calls = Enumerable.Range(0, 10).Select(_ => KeyAsync()).ToList();
        await _source.CalledAsync(2);
        Assert.All(calls, call => Assert.False(call.IsCompleted));
        _source.Release();
        Assert.All(await Task.WhenAll(calls), key => Assert.Equal("K2", key));
    }

    [Fact]
    public Task FailedRenewal_KeepsCredentialsUntilTheMandatoryWindow_ThenThrows() =>
        KeepsThemUntilThenThrowsAsync(_cache, TimeSpan.FromMinutes(59));

    [Fact]
    public async Task FailedRenewal_WithLastUseZero_KeepsCredentialsUntilTheyExpire()
    {
        await using var cache = new CachedCredentialsSource(_source, new CachedCredentialsOptions { LastUse = TimeSpan.Zero }, _clock, () => 0);
        await KeepsThemUntilThenThrowsAsync(cache, TimeSpan.FromMinutes(60));
    }

    [Fact]
    public async Task FailedRenewal_JustBeforeTheLastUse_DoesNotStretchIt()
    {
        // The pause before the next renewal would last into the window in which nobody may use them any more.
        await using var cache = new CachedCredentialsSource(_source, new CachedCredentialsOptions { RetryDelay = TimeSpan.FromMinutes(3) }, _clock, () => 0);
        _ = await cache.GetCredentialsAsync(Token);
        _source.Failure = new InvalidOperationException("down");
        _clock.Advance(TimeSpan.FromMinutes(58.9));
        Assert.Equal("K1", (await cache.GetCredentialsAsync(Token)).AccessKeyId);
        await _source.CalledAsync(2);
        _clock.Advance(TimeSpan.FromMinutes(0.1));

        _ = await Assert.ThrowsAsync<CredentialsUnavailableException>(() => cache.GetCredentialsAsync(Token).AsTask());
    }

    [Fact]
    public async Task Renewal_ThatBringsTheSameCredentials_LeavesThemInUseUntilTheyExpire()
    {
        // A source that has trouble of its own may give old ones on (as instances do): that is an answer, not a failure.
        var only = new AwsCredentials("only", "S", "T", _clock.GetUtcNow().AddHours(1));
        await using var cache = new CachedCredentialsSource(new StaticCredentialsSource(only), timeProvider: _clock, jitter: () => 0);
        foreach (var minutes in new[] { 0.0, 56, 3, 0.9 })
        {
            _clock.Advance(TimeSpan.FromMinutes(minutes));
            Assert.Same(only, await cache.GetCredentialsAsync(Token));
        }

        _clock.Advance(TimeSpan.FromMinutes(0.1));
        _ = await Assert.ThrowsAsync<CredentialsUnavailableException>(() => cache.GetCredentialsAsync(Token).AsTask());
    }

    [Fact]
    public async Task FailedRenewal_IsNotRepeatedByEveryCall()
    {
        await using var cache = new CachedCredentialsSource(_source, new CachedCredentialsOptions { LastUse = TimeSpan.Zero }, _clock, () => 0);
        _ = await cache.GetCredentialsAsync(Token);
        _source.Failure = new InvalidOperationException("down");
        _clock.Advance(TimeSpan.FromMinutes(59)); // everybody waits
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal("K1", (await cache.GetCredentialsAsync(Token)).AccessKeyId);
        }

        Assert.Equal(2, _source.Calls);
        _clock.Advance(TimeSpan.FromSeconds(5));
        _ = await cache.GetCredentialsAsync(Token);
        Assert.Equal(3, _source.Calls);
    }

    [Fact]
    public async Task Cancellation_OfOneWaiter_LeavesTheRenewalToTheOthers()
    {
        _source.Hold();
        using var giveUp = new CancellationTokenSource();
        var impatient = _cache.GetCredentialsAsync(giveUp.Token).AsTask();
        var patient = KeyAsync();
        await _source.CalledAsync(1);
        await giveUp.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Assert.Equal(giveUp.Token, exception.CancellationToken);
        Assert.False(_source.SeenToken.IsCancellationRequested);
        _source.Release();
        Assert.Equal("K1", await patient);
        Assert.Equal(1, _source.Calls);
    }

    [Fact]
    public async Task Call_WithCancelledToken_DoesNotAsk()
    {
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _cache.GetCredentialsAsync(new CancellationToken(canceled: true)).AsTask());
        Assert.Equal(0, _source.Calls);
    }

    [Fact]
    public async Task Credentials_WithoutExpiration_AreKeptUntilInvalidated()
    {
        _source.Lifetime = null;
        _ = await KeyAsync();
        _clock.Advance(TimeSpan.FromDays(10_000));
        Assert.Equal("K1", await KeyAsync());
        _cache.Invalidate();
        Assert.Equal("K2", await KeyAsync());
    }

    [Fact]
    public async Task Invalidate_DuringARenewal_AsksAgain()
    {
        _source.Hold();
        var waiting = KeyAsync();
        await _source.CalledAsync(1);
        _cache.Invalidate();
        _source.Release();

        Assert.Equal("K2", await waiting);
        Assert.Equal("K2", await KeyAsync());
        Assert.Equal(1, _source.MostAtOnce);
    }

    [Fact]
    public async Task Source_GivingExpiredCredentials_CountsAsFailed()
    {
        _source.Lifetime = TimeSpan.Zero;
        var exception = await Assert.ThrowsAsync<CredentialsUnavailableException>(KeyAsync);
        Assert.Contains("expired", exception.InnerException!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShortLivedCredentials_InEveryRotation_AreConsistentPairs()
    {
        _source.Lifetime = TimeSpan.FromMilliseconds(10);
        for (var i = 1; i <= 1_000; i++)
        {
            var all = await Task.WhenAll(_cache.GetCredentialsAsync(Token).AsTask(), _cache.GetCredentialsAsync(Token).AsTask());
            Assert.All(all, credentials => Assert.Equal("secret-of-" + credentials.AccessKeyId, credentials.SecretAccessKey));
            Assert.All(all, credentials => Assert.Equal("token-of-" + credentials.AccessKeyId, credentials.SessionToken));
            Assert.All(all, credentials => Assert.True(credentials.Expiration > _clock.GetUtcNow()));
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal(1_000, _source.Calls);
    }

    [Fact]
    public void Herd_OfHundred_IsSpreadOverAMinuteAtLeast()
    {
        var random = new Random(7);
        var schedule = new RefreshSchedule(new CachedCredentialsOptions(), random.NextDouble);
        var credentials = new AwsCredentials("A", "S", expiration: _clock.GetUtcNow().AddHours(1));
        var due = Enumerable.Range(0, 100).Select(_ => schedule.Plan(credentials, _clock.GetUtcNow()).Due).ToList();

        Assert.True(due.Max() - due.Min() >= TimeSpan.FromSeconds(60));
        Assert.All(due, moment => Assert.InRange(moment, credentials.Expiration!.Value.AddMinutes(-5), credentials.Expiration.Value.AddMinutes(-1)));
    }

    [Fact]
    public async Task Dispose_DuringARenewal_CancelsItAndWaitsForItsEnd()
    {
        _source.Hold();
        var waiting = KeyAsync();
        await _source.CalledAsync(1);
        await _cache.DisposeAsync();

        Assert.True(_source.SeenToken.IsCancellationRequested);
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(KeyAsync);
        await _cache.DisposeAsync();
    }

    [Fact]
    public async Task Renewal_StartedByACaller_DoesNotSeeItsAmbientState()
    {
        var ambient = new AsyncLocal<string?>();
        string? seen = "none";
        await using var cache = new CachedCredentialsSource(new DelegateCredentialsSource(_ =>
        {
            seen = ambient.Value;
            return new(new AwsCredentials("A", "S"));
        }));
        ambient.Value = "caller";
        _ = await cache.GetCredentialsAsync(Token);
        Assert.Null(seen);
    }

    [Theory]
    [InlineData(1, 2, 0, 0, 0)]
    [InlineData(1, -1, 0, 0, 0)]
    [InlineData(5, 1, -1, 0, 0)]
    [InlineData(5, 1, 0, -1, 0)]
    [InlineData(5, 1, 0, 0, -1)]
    [InlineData(5, 1, 0, 0, 2)]
    public void Options_OutOfRange_AreRefused(int advisory, int mandatory, int jitter, int retry, int lastUse)
    {
        var options = new CachedCredentialsOptions
        {
            AdvisoryRefresh = TimeSpan.FromMinutes((double)advisory),
            MandatoryRefresh = TimeSpan.FromMinutes((double)mandatory),
            Jitter = TimeSpan.FromMinutes((double)jitter),
            RetryDelay = TimeSpan.FromMinutes((double)retry),
            LastUse = TimeSpan.FromMinutes((double)lastUse),
        };
        _ = Assert.Throws<ArgumentOutOfRangeException>("options", () => new CachedCredentialsSource(_source, options));
    }

    private async Task KeepsThemUntilThenThrowsAsync(CachedCredentialsSource cache, TimeSpan end)
    {
        Assert.Equal("K1", (await cache.GetCredentialsAsync(Token)).AccessKeyId);
        var failure = new InvalidOperationException("down");
        _source.Failure = failure;
        _clock.Advance(TimeSpan.FromMinutes(55));
        for (var now = TimeSpan.FromMinutes(55); now < end; now += TimeSpan.FromSeconds(1))
        {
            Assert.Equal("K1", (await cache.GetCredentialsAsync(Token)).AccessKeyId);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        var exception = await Assert.ThrowsAsync<CredentialsUnavailableException>(() => cache.GetCredentialsAsync(Token).AsTask());
        Assert.Same(failure, exception.InnerException);
        _source.Failure = null;
        Assert.StartsWith("K", (await cache.GetCredentialsAsync(Token)).AccessKeyId, StringComparison.Ordinal);
    }

    private async Task<string> KeyAsync() => (await _cache.GetCredentialsAsync(Token)).AccessKeyId;
}
