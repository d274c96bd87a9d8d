namespace Sqs.Client.Tests.Transport;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public enum Hang
    {
        BeforeTheHeaders,
        InTheBody,
        Drip,
    }

    [Theory]
    [InlineData(Hang.BeforeTheHeaders)]
    [InlineData(Hang.InTheBody)]
    [InlineData(Hang.Drip)]
    public async Task Attempt_WithoutACompleteAnswer_EndsAtItsDeadline(Hang hang)
    {
        var run = new Run(hang, maxAttempts: 2);

        var error = await run.Engine.ErrorOfAsync<SqsTimeoutException>(run.Engine.SendAsync());

        Assert.Equal([0, 10, 20], [.. run.Attempts, run.Elapsed]);
        Assert.True(error.OutcomeUnknown);
        Assert.Equal(2, error.Attempts);
        Assert.Equal("SendMessage", error.Action);
    }

    [Theory]
    [InlineData(20, Hang.BeforeTheHeaders, 30)]
    [InlineData(20, Hang.InTheBody, 30)]
    [InlineData(null, Hang.Drip, 30)] // the queue's own wait may be 20 s
    [InlineData(5, Hang.BeforeTheHeaders, 15)]
    [InlineData(0, Hang.InTheBody, 10)]
    public async Task LongPoll_WithoutAnswer_HasItsWaitOnTop(int? wait, Hang hang, int seconds)
    {
        var run = new Run(hang, maxAttempts: 1);

        await run.Engine.ErrorOfAsync<SqsTimeoutException>(run.Engine.ReceiveAsync(wait));

        Assert.Equal(seconds, run.Elapsed);
    }

    [Fact]
    public async Task LongPoll_WithoutAnswer_HasItsWaitOnTopOfTheCallToo()
    {
        var run = new Run(Hang.BeforeTheHeaders, maxAttempts: 10, callTimeout: 15 * Second);

        await run.Engine.ErrorOfAsync<SqsTimeoutException>(run.Engine.ReceiveAsync(wait: 20));

        Assert.Equal([0, 30, 35], [.. run.Attempts, run.Elapsed]);
    }

    [Fact]
    public async Task Call_WithManyAttempts_EndsAtItsOwnDeadline()
    {
        var run = new Run(Hang.BeforeTheHeaders, maxAttempts: 10, callTimeout: 25 * Second);

        var error = await run.Engine.ErrorOfAsync<SqsTimeoutException>(run.Engine.SendAsync());

        Assert.Equal([0, 10, 20, 25], [.. run.Attempts, run.Elapsed]);
        Assert.Equal(3, error.Attempts);
        Assert.True(error.OutcomeUnknown);
    }

    [Fact]
    public async Task Call_WhosePauseWouldPassItsDeadline_FailsAtOnce()
    {
        var engine = new Engine(
            new ScriptedHandler((_, _) => ScriptedHandler.Error(403, "RequestThrottled")), maxAttempts: 10, random: () => 0.9, callTimeout: 2 * Second);
        var start = engine.Clock.GetUtcNow();

        var error = await engine.ErrorOfAsync<SqsThrottledException>(engine.SendAsync());

        Assert.Equal(2, error.Attempts); // 0.9 s; the next pause of 1.8 s would end after 2 s
        Assert.Equal(0.9, (engine.Clock.GetUtcNow() - start).TotalSeconds, tolerance: 0.001);
    }

    [Fact]
    public async Task Options_OfOneCall_TakeTheClientsPlace()
    {
        var run = new Run(Hang.Drip, maxAttempts: 10);

        await run.Engine.ErrorOfAsync<SqsTimeoutException>(
            run.Engine.SendAsync(options: new SqsCallOptions { AttemptTimeout = 2 * Second, CallTimeout = 5 * Second }));

        Assert.Equal([0, 2, 4, 5], [.. run.Attempts, run.Elapsed]);
    }

    [Fact]
    public async Task Options_OfOneCallWithoutEnd_AreNoError()
    {
        var engine = new Engine(new ScriptedHandler((request, _) => ScriptedHandler.Success(request)));
        var endless = new SqsCallOptions { AttemptTimeout = TimeSpan.MaxValue, CallTimeout = TimeSpan.MaxValue };

        var sent = await engine.SendAsync(options: endless);
        await engine.ReceiveAsync(wait: 20, options: endless);

        Assert.Equal("m-1", sent.MessageId);
    }

    [Theory]
    [InlineData(Hang.BeforeTheHeaders)]
    [InlineData(Hang.InTheBody)]
    [InlineData(Hang.Drip)]
    public async Task Caller_ThatCancels_IsObeyedAtOnceWithItsToken(Hang hang)
    {
        var run = new Run(hang, maxAttempts: 3);
        using var source = new CancellationTokenSource();
        var call = run.Engine.SendAsync(cancellationToken: source.Token);
        Assert.False(call.IsCompleted);

        await source.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.Equal([0, 0], [.. run.Attempts, run.Elapsed]);
    }

    [Fact]
    public async Task Caller_ThatCancelsInAPause_IsObeyedAtOnceWithItsToken()
    {
        var handler = new ScriptedHandler((_, _) => ScriptedHandler.Error(403, "RequestThrottled"));
        var engine = new Engine(handler);
        using var source = new CancellationTokenSource();
        var call = engine.SendAsync(cancellationToken: source.Token);
        Assert.False(call.IsCompleted);

        await source.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.Equal(1, handler.Count);
    }

    [Fact]
    public async Task Caller_ThatHasCancelledBefore_SendsNothing()
    {
        var handler = new ScriptedHandler((request, _) => ScriptedHandler.Success(request));
        var engine = new Engine(handler);
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.SendAsync(cancellationToken: source.Token));

        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.Equal(0, handler.Count);
    }

    [Fact]
    public async Task Credentials_ThatNeverCome_EndAtTheDeadlineWithNothingSent()
    {
        var handler = new ScriptedHandler((request, _) => ScriptedHandler.Success(request));
        var source = new Signing.DelegateCredentialsSource(async token =>
        {
            await Answers.NeverAsync(token).ConfigureAwait(false);
            return Engine.Credentials;
        });
        var engine = new Engine(handler, credentials: source);

        var error = await engine.ErrorOfAsync<SqsTimeoutException>(engine.SendAsync());

        Assert.False(error.OutcomeUnknown);
        Assert.Equal(0, handler.Count);
    }

    /// <summary>A client of a server that hangs, and when it asked it.</summary>
    private sealed class Run
    {
        private readonly DateTimeOffset _start;

        public Run(Hang hang, int maxAttempts, TimeSpan? callTimeout = null)
        {
            var handler = new ScriptedHandler(async (_, _, cancellationToken) =>
            {
                Attempts.Add(Elapsed);
                if (hang == Hang.BeforeTheHeaders)
                {
                    await Answers.NeverAsync(cancellationToken).ConfigureAwait(false);
                }

                return new HttpResponseMessage
                {
                    Content = new StreamContent(new HangingStream(Engine!.Clock, hang == Hang.Drip ? Second : Timeout.InfiniteTimeSpan)),
                };
            });
            Engine = new Engine(handler, maxAttempts, random: () => 0, callTimeout: callTimeout);
            _start = Engine.Clock.GetUtcNow();
        }

        public Engine Engine { get; }

        public List<double> Attempts { get; } = [];

        /// <summary>Seconds since the beginning.</summary>
        public double Elapsed => (Engine.Clock.GetUtcNow() - _start).TotalSeconds;
    }
}
