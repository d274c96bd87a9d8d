using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Tests.Queues;

public sealed class FifoQueueTests
{
    private readonly QueueBench _bench = new(new QueueSettings { FifoQueue = true });

    [Fact]
    public void Group_Received_ComesInOrderAndIsBlockedUntilDeleted()
    {
        Send(("g", "1"), ("g", "2"), ("g", "3"));
        var received = _bench.Receive(most: 2);
        Assert.Equal(["1", "2"], received.Select(message => message.Content.BodyText()));
        Assert.Empty(_bench.Receive());
        _bench.Queue.Delete(received[0].Handle);
        Assert.Empty(_bench.Receive());
        _bench.Queue.Delete(received[1].Handle);
        Assert.Equal(["3"], _bench.Bodies());
    }

    [Fact]
    public void Groups_DoNotBlockEachOther()
    {
        Send(("a", "a1"), ("b", "b1"), ("a", "a2"), ("c", "c1"));
        Assert.Equal(["a1"], _bench.Bodies(1));
        Assert.Equal(["b1", "c1"], _bench.Bodies());
    }

    [Fact]
    public void Message_VisibleAgain_ComesBeforeItsFollowers()
    {
        Send(("g", "1"), ("g", "2"));
        _ = _bench.Receive(visibility: 5);
        _bench.Pass(5);
        var again = _bench.Receive(most: 10);
        Assert.Equal([("1", 2), ("2", 1)], again.Select(message => (message.Content.BodyText(), message.ReceiveCount)));
    }

    [Fact]
    public async Task Group_Freed_WakesAPoll()
    {
        Send(("g", "1"), ("g", "2"));
        var handle = _bench.Receive()[0].Handle;
        var poll = _bench.Poll(wait: 20);
        _bench.Queue.Delete(handle);
        Assert.Equal("2", Assert.Single(await poll).Content.BodyText());
    }

    [Fact]
    public void Deduplication_WithinFiveMinutes_AnswersTheFirstSend()
    {
        var first = _bench.Send("1", "g", "id");
        Assert.Equal(first, _bench.Send("other", "h", "id"));
        _bench.Queue.Delete(_bench.Receive()[0].Handle);
        _bench.Pass(299.999);
        Assert.Equal(first, _bench.Send("1", "g", "id"));
        Assert.Empty(_bench.Receive());
        _bench.Pass(0.001);
        Assert.NotEqual(first, _bench.Send("1", "g", "id"));
        Assert.Single(_bench.Receive());
    }

    [Fact]
    public void Deduplication_PerGroup_KeepsGroupsApart()
    {
        _bench.Queue.Configure(settings => settings with { DeduplicationScope = "messageGroup" });
        Assert.NotEqual(_bench.Send("1", "g", "id"), _bench.Send("1", "h", "id"));
        Assert.Equal(2, _bench.Receive(most: 10).Count);
    }

    [Fact]
    public void SequenceNumbers_Grow_AndHaveTwentyDigits()
    {
        var numbers = Enumerable.Range(0, 20).Select(at => _bench.Send($"{at}", "g").SequenceNumber!).ToList();
        Assert.All(numbers, number => Assert.Equal(20, number.Length));
        Assert.Equal(numbers.Order(StringComparer.Ordinal), numbers);
        Assert.Equal(20, numbers.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(numbers[0], _bench.Receive()[0].SequenceNumber);
    }

    [Fact]
    public void Attempt_Repeated_AnswersTheSameReceive()
    {
        Send(("g", "1"), ("h", "2"), ("i", "3"));
        var first = _bench.Receive(most: 2, attempt: "try");
        _bench.Pass(20);
        var second = _bench.Receive(most: 2, attempt: "try");
        Assert.Equal(first, second);
        _bench.Pass(20); // the repeated receive hid them anew
        Assert.Equal(["3"], _bench.Bodies());
        _bench.Queue.Delete(first[0].Handle);
        Assert.DoesNotContain("1", _bench.Receive(most: 2, attempt: "try").Select(message => message.Content.BodyText()));
    }

    [Fact]
    public void Handle_Expired_IsRefused()
    {
        Send(("g", "1"));
        var handle = _bench.Receive(visibility: 1)[0].Handle;
        _bench.Pass(1);
        Assert.Equal("InvalidParameterValue", Assert.Throws<SqsFault>(() => _bench.Queue.Delete(handle)).Code);
        Assert.Equal("InvalidParameterValue", Assert.Throws<SqsFault>(() => _bench.Queue.ChangeVisibility(handle, TimeSpan.Zero)).Code);
        var newest = _bench.Receive()[0].Handle;
        _bench.Queue.Delete(newest);
        _bench.Queue.Delete(newest);
    }

    [Fact]
    public void DeadLetters_LeaveTheirGroupInOrder()
    {
        var dead = _bench.Add("dead.fifo", new QueueSettings { FifoQueue = true });
        _bench.Queue.Configure(settings => settings with { Redrive = new RedrivePolicy(dead.Identity.Arn, 1) });
        Send(("g", "1"), ("g", "2"));
        _ = _bench.Receive(visibility: 0);
        Assert.Equal(["2"], _bench.Bodies());
        Assert.Equal(1, dead.Count().Visible);
    }

    [Fact]
    public void Group_WithAnotherMessageInFlight_StaysBlocked_WhenOneIsShownAgain()
    {
        Send(("g", "1"), ("g", "2"), ("g", "3"));
        var received = _bench.Receive(most: 2);
        _bench.Queue.ChangeVisibility(received[0].Handle, TimeSpan.Zero);
        Assert.Empty(_bench.Receive());
        _bench.Queue.Delete(received[1].Handle);
        Assert.Equal(["1", "3"], _bench.Bodies());
    }

    [Fact]
    public void Deduplication_OutlivesAPurge()
    {
        var first = _bench.Send("1", "g", "id");
        _bench.Queue.Purge();
        Assert.Equal(first, _bench.Send("1", "g", "id"));
        Assert.Equal((0, 0, 0), _bench.Queue.Count());
        _bench.Pass(300);
        Assert.NotEqual(first, _bench.Send("1", "g", "id"));
        Assert.Equal((1, 0, 0), _bench.Queue.Count());
    }

    [Fact]
    public void Attempt_WhoseMessageWasChanged_ReceivesAnew()
    {
        Send(("g", "1"), ("h", "2"));
        var handle = _bench.Receive(attempt: "try")[0].Handle;
        _bench.Queue.ChangeVisibility(handle, TimeSpan.FromSeconds(60));
        Assert.Equal("2", Assert.Single(_bench.Receive(attempt: "try")).Content.BodyText());
    }

    [Fact]
    public void Attempt_AfterFiveMinutes_ReceivesAnew()
    {
        Send(("g", "1"), ("h", "2"));
        var first = _bench.Receive(visibility: 600, attempt: "try");
        _bench.Pass(299.999);
        Assert.Equal(first, _bench.Receive(visibility: 600, attempt: "try"));
        _bench.Pass(0.001);
        var second = _bench.Receive(visibility: 600, attempt: "try");
        Assert.Equal("2", Assert.Single(second).Content.BodyText());
        _bench.Pass(200);
        Assert.Equal(second, _bench.Receive(visibility: 600, attempt: "try")); // its own five minutes count from its own receive
    }

    [Fact]
    public void Attempt_AfterItsMessagesWereDeleted_CountsItsFiveMinutesAnew()
    {
        Send(("g", "1"), ("h", "2"), ("i", "3"));
        var first = _bench.Receive(visibility: 600, attempt: "try");
        _bench.Pass(200);
        _bench.Queue.Delete(first[0].Handle);
        var second = _bench.Receive(visibility: 600, attempt: "try");
        _bench.Pass(299.999);
        Assert.Equal(second, _bench.Receive(visibility: 600, attempt: "try"));
        _bench.Pass(0.001);
        Assert.Equal("3", Assert.Single(_bench.Receive(attempt: "try")).Content.BodyText());
    }

    [Fact]
    public void Delay_OfTheQueue_ChangesForThoseThatWaitAlready()
    {
        _bench.Queue.Configure(settings => settings with { DelaySeconds = 60 });
        Send(("g", "1"), ("g", "2"));
        _bench.Pass(10);
        Send(("g", "3"));
        _bench.Queue.Configure(settings => settings with { DelaySeconds = 20 });
        Assert.Equal((0, 0, 3), _bench.Queue.Count());
        _bench.Pass(10);
        Assert.Equal((2, 0, 1), _bench.Queue.Count());
        _bench.Queue.Configure(settings => settings with { DelaySeconds = 5 });
        Assert.Equal(["1", "2", "3"], _bench.Bodies());
    }

    [Fact]
    public void DeadLetter_KeepsGroupAndIds_ButNotItsNumberOrTime()
    {
        var dead = _bench.Add("dead.fifo", new QueueSettings { FifoQueue = true });
        _bench.Queue.Configure(settings => settings with { Redrive = new RedrivePolicy(dead.Identity.Arn, 1) });
        _ = _bench.Send("other", "h");
        var sent = _bench.Send("1", "g", "id");
        _ = _bench.Receive(most: 2, visibility: 0);
        _bench.Pass(5);
        Assert.Empty(_bench.Receive(most: 2));
        var letter = QueueBench.ReceiveFrom(dead, most: 2)[1];
        Assert.Equal((sent.Id, "g", "id", _bench.Clock.GetUtcNow(), 2), (letter.Id, letter.Content.GroupId, letter.Content.DeduplicationId, letter.SentAt, letter.ReceiveCount));
        Assert.Equal(sent.SequenceNumber, letter.SequenceNumber); // each queue counts for itself: both are second
    }

    [Fact]
    public void InFlight_AtItsLimit_GivesNothingAndNoError()
    {
        for (var at = 0; at <= Deliveries.MostInFlight; at++)
        {
            _ = _bench.Send("x", $"g{at}", $"{at}");
        }

        for (var taken = 0; taken < Deliveries.MostInFlight;)
        {
            taken += _bench.Receive(most: 10).Count;
        }

        Assert.Empty(_bench.Receive());
        Assert.Equal((1, 120_000, 0), _bench.Queue.Count());
    }

    [Fact]
    public void Random_Work_KeepsTheOrderOfEveryGroup()
    {
        var random = new Random(1);
        var next = new Dictionary<string, int>(StringComparer.Ordinal);
        var deletedUpTo = new Dictionary<string, int>(StringComparer.Ordinal);
        var held = new List<(ReceivedMessage Message, DateTimeOffset Until)>();
        for (var step = 0; step < 5000; step++)
        {
            var group = $"g{random.Next(5)}";
            switch (random.Next(4))
            {
                case 0:
                    var number = next[group] = next.GetValueOrDefault(group) + 1;
                    _ = _bench.Send($"{number}", group, $"{group}-{number}");
                    break;
                case 1:
                    foreach (var message in _bench.Receive(most: random.Next(1, 11), visibility: 10))
                    {
                        Assert.DoesNotContain(held, other => other.Message.Id == message.Id);
                        held.Add((message, _bench.Clock.GetUtcNow().AddSeconds(10)));
                    }

                    break;
                case 2 when held.Count > 0:
                    var first = held[0].Message; // the oldest of its group in hand
                    held.RemoveAt(0);
                    Assert.Equal(deletedUpTo.GetValueOrDefault(first.Content.GroupId!) + 1, int.Parse(first.Content.BodyText()));
                    deletedUpTo[first.Content.GroupId!] = int.Parse(first.Content.BodyText());
                    _bench.Queue.Delete(first.Handle);
                    break;
                default:
                    _bench.Pass(random.Next(4) == 0 ? 11 : 0);
                    _ = held.RemoveAll(one => one.Until <= _bench.Clock.GetUtcNow());
                    Assert.Equal(held.Count, _bench.Queue.Count().InFlight);
                    break;
            }
        }

        Assert.True(deletedUpTo.Values.Sum() > 100);
    }

    private void Send(params (string Group, string Body)[] messages)
    {
        foreach (var (group, body) in messages)
        {
            _ = _bench.Send(body, group);
        }
    }
}
