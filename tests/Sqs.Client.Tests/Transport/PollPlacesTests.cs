using Sqs.Client.Transport;

namespace Sqs.Client.Tests.Transport;

public sealed class PollPlacesTests
{
    private readonly List<TaskCompletionSource> _held = [];
    private readonly Engine _engine;

    public PollPlacesTests() => _engine = new Engine(new ScriptedHandler(AnswerAsync), change: settings => settings with { MostPolls = 2 });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 3)]
    [InlineData(50, 38)]
    [InlineData(256, 192)]
    public void Places_AreThreeQuartersOfTheConnections(int connections, int places) => Assert.Equal(places, PollPlaces.Of(connections));

    [Fact]
    public async Task Polls_BeyondThePlaces_WaitInTheirTurnWhileOtherCallsGoOn()
    {
        var polls = Enumerable.Range(0, 4).Select(_ => _engine.ReceiveAsync(wait: 20)).ToList();
        Assert.Equal(2, _held.Count);

        await _engine.DeleteAsync();
        await _engine.SendAsync();
        await _engine.ReceiveAsync(wait: 0); // is answered at once, so it is none

        _held[0].SetResult();
        await polls[0];
        await HeldAsync(3);
        _held[1].SetResult();
        await polls[1];
        await HeldAsync(4);
        Assert.False(polls[2].IsCompleted || polls[3].IsCompleted);
        _held[2].SetResult();
        _held[3].SetResult();
        await Task.WhenAll(polls);
    }

    [Fact]
    public async Task Poll_ThatLeavesTheWaitToTheQueue_NeedsAPlaceToo()
    {
        var polls = Enumerable.Range(0, 3).Select(_ => _engine.ReceiveAsync(wait: null)).ToList();
        Assert.Equal(2, _held.Count);
        _held[0].SetResult();
        await polls[0];
        await HeldAsync(3);
    }

    [Fact]
    public async Task Poll_ThatFails_GivesItsPlaceBack()
    {
        var polls = Enumerable.Range(0, 3).Select(_ => _engine.ReceiveAsync(wait: 20, options: new SqsCallOptions { DisableRetries = true })).ToList();
        _held[0].SetException(new HttpRequestException(HttpRequestError.ResponseEnded));
        await Assert.ThrowsAsync<SqsConnectionException>(() => polls[0]);
        await HeldAsync(3);
    }

    [Fact]
    public async Task WaitForAPlace_EndsWithTheCallersToken()
    {
        _ = Enumerable.Range(0, 2).Select(_ => _engine.ReceiveAsync(wait: 20)).ToList();
        using var stop = new CancellationTokenSource();
        var waiting = _engine.ReceiveAsync(wait: 20, cancellationToken: stop.Token);
        var behind = _engine.ReceiveAsync(wait: 20);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(2, _held.Count);
        _held[0].SetResult();
        _held[1].SetResult();
        await HeldAsync(3);
        _held[2].SetResult();
        await behind;
    }

    [Fact]
    public async Task WaitForAPlace_EndsWithTheDeadlineOfTheCall_AndNothingIsSent()
    {
        var unending = new SqsCallOptions { AttemptTimeout = TimeSpan.FromDays(1), CallTimeout = TimeSpan.FromDays(1) };
        _ = Enumerable.Range(0, 2).Select(_ => _engine.ReceiveAsync(wait: 20, options: unending)).ToList();
        var waiting = _engine.ReceiveAsync(wait: 20, options: new SqsCallOptions { CallTimeout = TimeSpan.FromSeconds(5) });
        _engine.Clock.Advance(TimeSpan.FromSeconds(24.9));
        Assert.False(waiting.IsCompleted);
        _engine.Clock.Advance(TimeSpan.FromSeconds(0.1));

        var late = await Assert.ThrowsAsync<SqsTimeoutException>(() => waiting);

        Assert.Equal("ReceiveMessage was not sent before the deadline of the call.", late.Message);
        Assert.False(late.OutcomeUnknown);
        Assert.Equal(2, _held.Count);
    }

    /// <summary>Waits until so many polls are at the service: who waited for a place goes on on the pool.</summary>
    private async Task HeldAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_held.Count < count)
        {
            await Task.Delay(1, limit.Token);
        }

        Assert.Equal(count, _held.Count);
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, int number, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        if (body.Contains("Action=ReceiveMessage", StringComparison.Ordinal) && !body.Contains("WaitTimeSeconds=0", StringComparison.Ordinal))
        {
            var held = new TaskCompletionSource();
            lock (_held)
            {
                _held.Add(held);
            }

            await held.Task.WaitAsync(cancellationToken);
        }

        return ScriptedHandler.Success(request);
    }
}
