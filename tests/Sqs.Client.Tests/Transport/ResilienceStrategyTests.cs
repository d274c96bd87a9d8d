using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Sqs.Client.Tests.Transport;

/// <summary>Stock strategies of Polly around calls and attempts.</summary>
public sealed class ResilienceStrategyTests
{
    [Fact]
    public async Task CircuitBreaker_AroundAttempts_OpensAndRefusesWithNothingSent()
    {
        var handler = new ScriptedHandler((_, _) => Answers.Status(503));
        var engine = new Engine(handler, maxAttempts: 1, attempts: builder => builder.AddCircuitBreaker(Breaker()));
        for (var call = 0; call < 4; call++)
        {
            await engine.ErrorOfAsync<SqsException>(engine.SendAsync());
        }

        var refused = await engine.ErrorOfAsync<SqsException>(engine.SendAsync());

        Assert.IsType<BrokenCircuitException>(refused.InnerException);
        Assert.Equal("SendMessage", refused.Action);
        Assert.Equal(0, refused.Attempts);
        Assert.False(refused.OutcomeUnknown);
        Assert.Equal(4, handler.Count);
    }

    [Fact]
    public async Task CircuitBreaker_OfTransientFailures_StaysClosedUnderPermanentOnes()
    {
        var handler = new ScriptedHandler((_, _) => ScriptedHandler.Error(400, "InvalidParameterValue"));
        var engine = new Engine(handler, attempts: builder => builder.AddCircuitBreaker(Breaker()));
        for (var call = 0; call < 10; call++)
        {
            await engine.ErrorOfAsync<SqsException>(engine.SendAsync());
        }

        Assert.Equal(10, handler.Count);
    }

    [Fact]
    public async Task CircuitBreaker_ThatOpensBetweenAttempts_LeavesTheOutcomeUnknown()
    {
        var handler = new ScriptedHandler((_, _) => Answers.Status(500));
        var engine = new Engine(handler, maxAttempts: 10, attempts: builder => builder.AddCircuitBreaker(Breaker()));

        var refused = await engine.ErrorOfAsync<SqsException>(engine.SendAsync());

        Assert.IsType<BrokenCircuitException>(refused.InnerException);
        Assert.True(refused.OutcomeUnknown);
        Assert.Equal(4, refused.Attempts);
    }

    [Fact]
    public async Task Retry_OfPolly_TakesTheStandardOnesPlace()
    {
        var handler = new ScriptedHandler((request, number) => number < 6 ? Answers.Status(503) : ScriptedHandler.Success(request));
        var engine = new Engine(handler, maxAttempts: 1, calls: builder => builder.AddRetry(new RetryStrategyOptions<SqsAttempt>
        {
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { } attempt && SqsAttempt.IsRetryable(attempt)),
            MaxRetryAttempts = 9,
            Delay = TimeSpan.FromSeconds(7),
        }));
        var start = engine.Clock.GetUtcNow();

        var sent = await engine.ResultOfAsync(engine.SendAsync());

        Assert.Equal(6, sent.Metadata.Attempts);
        Assert.Equal(TimeSpan.FromSeconds(35), engine.Clock.GetUtcNow() - start);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Timeout_OfPolly_IsATimeoutOfTheLibrary(bool aroundCalls)
    {
        Action<ResiliencePipelineBuilder<SqsAttempt>> timeout = builder => builder.AddTimeout(new TimeoutStrategyOptions { Timeout = TimeSpan.FromSeconds(3) });
        var handler = new ScriptedHandler(async (_, _, cancellationToken) =>
        {
            await Answers.NeverAsync(cancellationToken).ConfigureAwait(false);
            return Answers.Status(500);
        });
        var engine = new Engine(handler, calls: aroundCalls ? timeout : null, attempts: aroundCalls ? null : timeout);
        var start = engine.Clock.GetUtcNow();

        var error = await engine.ErrorOfAsync<SqsTimeoutException>(engine.SendAsync());

        Assert.IsType<TimeoutRejectedException>(error.InnerException);
        Assert.True(error.OutcomeUnknown);
        Assert.Equal(TimeSpan.FromSeconds(3), engine.Clock.GetUtcNow() - start);
    }

    [Fact]
    public async Task Strategy_SeesHowEachAttemptEnded()
    {
        var seen = new List<(bool, SqsFailureKind, int?)>();
        var handler = new ScriptedHandler((request, number) => number switch
        {
            1 => Answers.Status(500),
            2 => ScriptedHandler.Error(403, "RequestThrottled"),
            _ => ScriptedHandler.Success(request),
        });
        var engine = new Engine(handler, attempts: builder => builder.AddRetry(new RetryStrategyOptions<SqsAttempt>
        {
            ShouldHandle = arguments =>
            {
                var attempt = arguments.Outcome.Result!;
                seen.Add((attempt.Succeeded, attempt.FailureKind, attempt.Error?.StatusCode));
                return ValueTask.FromResult(false);
            },
        }));

        await engine.ResultOfAsync(engine.SendAsync());

        Assert.Equal([(false, SqsFailureKind.Transient, 500), (false, SqsFailureKind.Throttled, 403), (true, SqsFailureKind.None, null)], seen);
    }

    private static CircuitBreakerStrategyOptions<SqsAttempt> Breaker() => new()
    {
        ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Result is { } attempt && SqsAttempt.IsTransient(attempt)),
        MinimumThroughput = 4,
        FailureRatio = 0.5,
        BreakDuration = TimeSpan.FromMinutes(1),
    };
}
