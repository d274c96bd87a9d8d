namespace Sqs.Client.Processing.Tests.Receiving;

public sealed class PollRulesTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(0)]
    [InlineData(0.999_999)]
    public void Pause_AfterEmptyPolls_DoublesFrom100MillisecondsTo5Seconds(double chance) =>
        Assert.All(Pauses(chance, static (pause, now) => pause.CameEmpty(now)).Index(), each =>
            AssertHalfToAll(Math.Min(0.1 * Math.Pow(2, each.Index), 5), chance, each.Item));

    [Theory]
    [InlineData(0)]
    [InlineData(0.999_999)]
    public void Pause_AfterFailures_DoublesFrom1To30Seconds(double chance) =>
        Assert.All(Pauses(chance, static (pause, now) => pause.Failed(now)).Index(), each =>
            AssertHalfToAll(Math.Min(Math.Pow(2, each.Index), 30), chance, each.Item));

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(3, 0, true)] // a service that is asked for no wait takes some time all the same
    [InlineData(99, 0, true)]
    [InlineData(100, 0, false)]
    [InlineData(10_000, 20_000, true)]
    [InlineData(10_001, 20_000, false)]
    public void EmptyAnswer_IsEarly_ByWhatWasAskedFor(int took, int wait, bool isEarly) =>
        Assert.Equal(isEarly, PollPause.IsEarly(TimeSpan.FromMilliseconds(took), TimeSpan.FromMilliseconds(wait)));

    [Fact]
    public void Pause_AfterASuccess_BeginsAnew()
    {
        var pause = new PollPause(static () => 0);
        pause.Failed(Minute);
        pause.Failed(Minute);
        pause.Succeeded();
        Assert.Equal(TimeSpan.Zero, pause.Until);
        pause.Failed(Minute);
        Assert.Equal(Minute + TimeSpan.FromSeconds(0.5), pause.Until);
    }

    [Fact]
    public void Attempts_AnswerLost_KeepsIdAndNumberFor5Minutes()
    {
        var attempts = new PollAttempts();
        var poll = new ReceptionPoll(new CapacityGrant(7, 0), Minute, "a");
        Assert.True(attempts.Keep(poll, new SqsConnectionException("broken")));
        Assert.Empty(attempts.TakeExpired((Minute * 6) - TimeSpan.FromTicks(1)));
        Assert.Same(poll, attempts.Next());
        Assert.Null(attempts.Next());
        Assert.True(attempts.Keep(poll, new SqsException("?") { OutcomeUnknown = true }));
        Assert.Same(poll, Assert.Single(attempts.TakeExpired(Minute * 6)));
    }

    [Fact]
    public void Attempts_AnswerNotLost_SpendTheId()
    {
        var attempts = new PollAttempts();
        var poll = new ReceptionPoll(new CapacityGrant(7, 0), Minute, "a");
        Assert.False(attempts.Keep(poll, new SqsThrottledException("slow down") { OutcomeUnknown = true }));
        Assert.False(attempts.Keep(poll, new QueueDoesNotExistException("gone")));
        Assert.False(attempts.Keep(new ReceptionPoll(new CapacityGrant(7, 0), Minute, null), new SqsConnectionException("broken")));
        Assert.Null(attempts.Next());
    }

    [Fact]
    public void Harvest_DamagedInAGroup_RefusesItAndWhatIsBehind()
    {
        // The ninth comes before the tenth although its text does not.
        var answer = new ReceiveMessageResponse
        {
            Messages = [Message("8", "a"), Message("10", "a"), Message("11", "b"), Message("12", "a")],
            Damaged = [new DamagedMessage(Message("9", "a"), [])],
        };
        var (good, bad) = PollHarvest.Sort(answer, isFifo: true);
        Assert.Equal(["8", "11"], good.Select(message => message.SequenceNumber));
        Assert.Equal(["9", "10", "12"], bad.Select(message => message.SequenceNumber));
    }

    [Fact]
    public void Harvest_DamagedWithoutNumbers_RefusesItsGroup()
    {
        var answer = new ReceiveMessageResponse { Messages = [Message(null, "a"), Message(null, "b")], Damaged = [new DamagedMessage(Message(null, "a"), [])] };
        var (good, bad) = PollHarvest.Sort(answer, isFifo: true);
        Assert.Equal("b", Assert.Single(good).MessageGroupId);
        Assert.Equal(2, bad.Count);
    }

    [Fact]
    public void Harvest_DamagedOnAStandardQueue_RefusesItAloneAndOnce()
    {
        var answer = new ReceiveMessageResponse
        {
            Messages = [Message("1", null), Message("3", null)],
            Damaged = [new DamagedMessage(Message("2", null), []), new DamagedMessage(Message("4", null, receives: "2"), [])],
        };
        var (good, bad) = PollHarvest.Sort(answer, isFifo: false);
        Assert.Equal(["1", "3"], good.Select(message => message.SequenceNumber));
        Assert.Equal("2", Assert.Single(bad).SequenceNumber);
    }

    private static IEnumerable<double> Pauses(double chance, Action<PollPause, TimeSpan> happens)
    {
        var pause = new PollPause(() => chance);
        for (var count = 0; count < 40; count++)
        {
            happens(pause, Minute * count);
            yield return (pause.Until - (Minute * count)).TotalSeconds;
        }
    }

    private static void AssertHalfToAll(double bound, double chance, double pause) => Assert.Equal(bound * (0.5 + (chance / 2)), pause, 3);

    private static Message Message(string? number, string? group, string receives = "1")
    {
        var attributes = new Dictionary<MessageSystemAttributeName, string> { [MessageSystemAttributeName.ApproximateReceiveCount] = receives };
        if (number is not null)
        {
            attributes[MessageSystemAttributeName.SequenceNumber] = number;
        }

        if (group is not null)
        {
            attributes[MessageSystemAttributeName.MessageGroupId] = group;
        }

        return new Message { MessageId = "m", Attributes = attributes };
    }
}
