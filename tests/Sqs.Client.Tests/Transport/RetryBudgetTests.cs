using Sqs.Client.Transport;

namespace Sqs.Client.Tests.Transport;

public sealed class RetryBudgetTests
{
    [Fact]
    public async Task Calls_ThatFailForGood_AreRetriedUntilTheEighteenth()
    {
        var handler = new ScriptedHandler((_, _) => Answers.Status(503));
        var engine = new Engine(handler);

        var attempts = new List<int>();
        for (var call = 0; call < 19; call++)
        {
            attempts.Add((await engine.ErrorOfAsync<SqsException>(engine.SendAsync())).Attempts);
        }

        Assert.Equal([.. Enumerable.Repeat(3, 17), 2, 1], attempts);
        Assert.Equal(10, engine.Pipeline.Budget.Tokens);
        Assert.Equal(54, handler.Count);
    }

    [Fact]
    public async Task Calls_ThatStayThrottled_AreRetriedUntilTheFiftyFirst()
    {
        var handler = new ScriptedHandler((_, _) => ScriptedHandler.Error(403, "RequestThrottled"));
        var engine = new Engine(handler);

        var attempts = new List<int>();
        for (var call = 0; call < 51; call++)
        {
            attempts.Add((await engine.ErrorOfAsync<SqsThrottledException>(engine.SendAsync())).Attempts);
        }

        Assert.Equal([.. Enumerable.Repeat(3, 50), 1], attempts);
        Assert.Equal(0, engine.Pipeline.Budget.Tokens);
    }

    [Theory]
    [InlineData(1, 500)] // 14 taken, 14 given back
    [InlineData(2, 486)] // 28 taken, the last 14 given back
    public async Task Success_AfterFailures_GivesBackTheLastCost(int failures, int tokens)
    {
        var handler = new ScriptedHandler((request, number) => number <= failures ? Answers.Status(500) : ScriptedHandler.Success(request));
        var engine = new Engine(handler);

        await engine.ResultOfAsync(engine.SendAsync());

        Assert.Equal(tokens, engine.Pipeline.Budget.Tokens);
    }

    [Fact]
    public async Task Success_AtOnce_GivesBackOneUpToTheCapacity()
    {
        var handler = new ScriptedHandler((request, number) => number <= 2 ? Answers.Status(500) : ScriptedHandler.Success(request));
        var engine = new Engine(handler);
        await engine.ResultOfAsync(engine.SendAsync());

        var tokens = new List<int>();
        for (var call = 0; call < 16; call++)
        {
            await engine.SendAsync();
            tokens.Add(engine.Pipeline.Budget.Tokens);
        }

        Assert.Equal([.. Enumerable.Range(487, 14), 500, 500], tokens);
    }

    [Fact]
    public async Task Call_ThatHasNoTimeForARetry_PaysForNone()
    {
        var handler = new ScriptedHandler((_, _) => ScriptedHandler.Error(403, "RequestThrottled"));
        var engine = new Engine(handler, callTimeout: TimeSpan.FromMilliseconds(100));

        var error = await engine.ErrorOfAsync<SqsThrottledException>(engine.SendAsync());

        Assert.Equal(1, error.Attempts);
        Assert.Equal(500, engine.Pipeline.Budget.Tokens);
    }

    [Fact]
    public void Tokens_TakenFromManyThreads_AreTakenOnce()
    {
        var budget = new RetryBudget();
        var taken = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (budget.TryTake(RetryBudget.TransientCost))
            {
                Interlocked.Increment(ref taken);
            }
        });

        Assert.Equal(35, taken);
        Assert.Equal(10, budget.Tokens);
    }
}
