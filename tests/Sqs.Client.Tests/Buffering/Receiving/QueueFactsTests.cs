using Microsoft.Extensions.Logging;
using Sqs.Client.Buffering;
using Sqs.Client.Tests.Diagnostics;

namespace Sqs.Client.Tests.Buffering.Receiving;

/// <summary>What is known of a queue, and how often it is asked for.</summary>
public sealed class QueueFactsTests : IDisposable
{
    private readonly Listeners _listeners = new();
    private readonly ReceivingStage _stage;

    public QueueFactsTests() => _stage = new(options =>
    {
        options.QueueAttributeRefresh = TimeSpan.FromMinutes(1);
        options.LoggerFactory = new OneLog(_listeners);
    });

    public void Dispose() => _listeners.Dispose();

    [Fact]
    public async Task Of_ManyAtOnce_ReadOnce()
    {
        _stage.Queue.HoldAttributes = new TaskCompletionSource();
        _stage.Queue.ReceiveWait = 3;
        var asked = Enumerable.Range(0, 20).Select(_ => OfAsync()).ToArray();
        _stage.Queue.HoldAttributes.SetResult();
        Assert.All(await Task.WhenAll(asked), fact => Assert.Equal(new QueueFact(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(3), 262_144), fact));
        Assert.Equal(1, _stage.Queue.AttributeReads);
    }

    [Fact]
    public async Task Of_AfterTheRefreshTime_ReadsAgain()
    {
        _ = await OfAsync();
        _stage.Clock.Advance(TimeSpan.FromSeconds(59));
        _ = await OfAsync();
        Assert.Equal(1, _stage.Queue.AttributeReads);
        _stage.Clock.Advance(TimeSpan.FromSeconds(1));
        _stage.Queue.Visibility = TimeSpan.FromSeconds(5);
        Assert.Equal(TimeSpan.FromSeconds(5), (await OfAsync()).VisibilityTimeout);
    }

    [Fact]
    public async Task Of_WhenTheReaderIsCancelled_SomebodyElseReads()
    {
        _stage.Queue.HoldAttributes = new TaskCompletionSource();
        using var leaving = new CancellationTokenSource();
        var reader = OfAsync(leaving.Token);
        var other = OfAsync();
        await leaving.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reader);
        Assert.False(other.IsCompleted);
        _stage.Queue.HoldAttributes.SetResult();
        Assert.Equal(TimeSpan.FromSeconds(30), (await other).VisibilityTimeout);
    }

    [Fact]
    public async Task Of_WithoutPermission_AssumesTheDefaultsAndWarnsOnce()
    {
        _stage.Queue.AttributesError = new SqsException("denied") { ErrorCode = new SqsErrorCode("AccessDeniedException") };
        Assert.Equal(QueueFact.Assumption, await OfAsync());
        Assert.Equal(QueueFact.Assumption, await OfAsync());
        Assert.Equal(1, _stage.Queue.AttributeReads);
        _stage.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(QueueFact.Assumption, await OfAsync());
        Assert.Equal(2, _stage.Queue.AttributeReads);
        Assert.StartsWith("1151 orders: ", Assert.Single(_listeners.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_AnyOtherFailure_IsThrownAndNotRemembered()
    {
        _stage.Queue.AttributesError = new QueueDoesNotExistException("gone");
        _ = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => OfAsync());
        _stage.Queue.AttributesError = null;
        Assert.Equal(TimeSpan.FromSeconds(30), (await OfAsync()).VisibilityTimeout);
    }

    private Task<QueueFact> OfAsync(CancellationToken cancellationToken = default) => _stage.Facts.OfAsync(ReceivingStage.Url, cancellationToken).AsTask();

    private sealed class OneLog(ILogger log) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}
