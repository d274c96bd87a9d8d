using System.Collections.ObjectModel;

namespace Sqs.Client.Processing;

/// <summary>The polls and releases of one loop. Each reports its end to the loop and never fails.</summary>
internal sealed class ReceptionCalls(
    ISqsClient client, SqsQueue queue, ReceptionSettings settings, LeaseKeeper keeper, CapacityShare share, Func<ReceptionEvent, bool> post, ReceptionReports reports)
{
    // Not the default options, though they say the same: a client that shares polls among its callers lets such a receive pass.
    private static readonly SqsCallOptions OwnCall = new() { Headers = new ReadOnlyDictionary<string, string>(new Dictionary<string, string>()) };

    private readonly List<Task> _underWay = [];
    private readonly List<Task> _releases = [];
    private CancellationTokenSource _polls = new();

    public int Releasing { get; private set; }

    public void Poll(ReceptionPoll poll) => Track(_underWay, PollAsync(poll, _polls.Token));

    public void CancelPolls()
    {
        // Those that come after a pause are not cancelled with these.
        var polls = _polls;
        _polls = new CancellationTokenSource();
        Track(_underWay, CancelAsync(polls));
    }

    /// <summary>Gives messages back; what they took of the capacity is free at once, for they are not worked on.</summary>
    public void Release(IReadOnlyList<HeldMessage> messages, string cause)
    {
        if (messages.Count > 0)
        {
            Releasing++;
            share.Return(0, messages.Sum(message => message.Size));
            Track(_releases, ReleaseAsync(messages, cause));
        }
    }

    public void HasReleased() => Releasing--;

    /// <summary>Ends when everything that was started has ended.</summary>
    public Task WhenEndedAsync() => Task.WhenAll([.. _underWay, .. _releases]);

    public Task WhenReleasedAsync() => Task.WhenAll(_releases);

    private async Task PollAsync(ReceptionPoll poll, CancellationToken cancellationToken)
    {
        PollHarvest harvest;
        try
        {
            var response = await client.ReceiveMessageAsync(Request(poll), cancellationToken).ConfigureAwait(false);
            harvest = PollHarvest.Of(response, poll, queue.IsFifo, keeper, settings.Clock.Now);
        }
        catch (Exception error)
        {
            _ = post(error is OperationCanceledException && cancellationToken.IsCancellationRequested
                ? new ReceptionEvent.Cancelled(poll)
                : new ReceptionEvent.Failed(poll, error));
            return;
        }

        Watch(harvest);
        if (!post(new ReceptionEvent.Answered(poll, harvest)))
        {
            // The loop did not wait for a poll that does not heed its token.
            await GiveBackAsync([.. harvest.Messages, .. harvest.Refused], "stop").ConfigureAwait(false);
        }
    }

    private ReceiveMessageRequest Request(ReceptionPoll poll) => new()
    {
        QueueUrl = queue.Url,
        MaxNumberOfMessages = poll.Asked,
        WaitTimeSeconds = (int)settings.Wait.TotalSeconds,
        VisibilityTimeout = (int)settings.Visibility.TotalSeconds,

        // The older member: every server knows it, and not every one knows MessageSystemAttributeNames.
        AttributeNames = [MessageSystemAttributeName.All],
        MessageAttributeNames = ["All"],
        BodyFormat = settings.BodyFormat,
        ReceiveRequestAttemptId = poll.AttemptId,
        CallOptions = OwnCall,
    };

    private void Watch(PollHarvest harvest)
    {
        foreach (var message in harvest.Messages.Concat(harvest.Refused))
        {
            message.Watch = WatchAsync(message);
        }
    }

    private async Task WatchAsync(HeldMessage message)
    {
        var end = await message.Delivery.Ended.ConfigureAwait(false);
        _ = post(new ReceptionEvent.Settled(message, end));
    }

    private async Task ReleaseAsync(IReadOnlyList<HeldMessage> messages, string cause)
    {
        await GiveBackAsync(messages, cause).ConfigureAwait(false);
        _ = post(new ReceptionEvent.Released());
    }

    private async Task GiveBackAsync(IReadOnlyList<HeldMessage> messages, string cause)
    {
        reports.Releasing(messages.Count, cause);
        try
        {
            await keeper.ReleaseAsync([.. messages.Select(message => message.Delivery)], cause, CancellationToken.None).ConfigureAwait(false);
            await Task.WhenAll(messages.Select(message => message.Watch)).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            reports.ReleaseFailed(error);
        }
    }

    /// <summary>What listens to the token is users' code and may throw; that must not end the loop.</summary>
    private async Task CancelAsync(CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            reports.ListenerFailed(error);
        }
    }

    private static void Track(List<Task> tasks, Task call)
    {
        _ = tasks.RemoveAll(task => task.IsCompleted);
        tasks.Add(call);
    }
}
