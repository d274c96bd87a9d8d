using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Sqs.Client.Regions;

/// <summary>Polls queues of one name in several regions side by side, and hands their results on as they come.</summary>
/// <param name="factory">Where the clients come from.</param>
/// <param name="regions">The regions.</param>
/// <param name="queueName">The name of the queue in each.</param>
/// <param name="options">How to poll.</param>
internal sealed class RegionalReceiver(ISqsClientFactory factory, IReadOnlyList<string> regions, string queueName, RegionalReceiveOptions options)
{
    // What is given back at an early end becomes visible by itself if that takes longer.
    private static readonly TimeSpan ReleaseTime = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = options.TimeProvider ?? TimeProvider.System;
    private readonly Func<double> _random = options.Random ?? SqsClientSettings.SystemRandom;
    private readonly ReceiveOptions _receive = options.Follow ? options.Receive.ForListening() : options.Receive;
    private readonly SqsQueueOptions _queue = new() { OwnerAccountId = options.OwnerAccountId };
    private readonly bool _follows = options.Follow;

    public async IAsyncEnumerable<RegionalReceive> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Holds one result of each region at the most: a region goes on when its last one was taken and done with.
        var results = Channel.CreateUnbounded<Handover>(new UnboundedChannelOptions { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var polling = PollAllAsync(results, stop.Token);
        try
        {
            await foreach (var (result, done) in results.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return result;
                done.SetResult();
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await polling.ConfigureAwait(false);
            while (results.Reader.TryRead(out var left))
            {
                await ReleaseAsync(left.Result).ConfigureAwait(false);
            }
        }
    }

    private async Task PollAllAsync(ChannelWriter<Handover> results, CancellationToken stop)
    {
        await Task.WhenAll(regions.Select(region => PollToTheEndAsync(region, results, stop))).ConfigureAwait(false);
        _ = results.TryComplete();
    }

    /// <summary>Never fails: what ends one region for good is a mistake of the caller's, and ends the stream.</summary>
    private async Task PollToTheEndAsync(string region, ChannelWriter<Handover> results, CancellationToken stop)
    {
        try
        {
            await PollAsync(region, results, stop).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            _ = results.TryComplete(stop.IsCancellationRequested ? null : error);
        }
    }

    private async Task PollAsync(string region, ChannelWriter<Handover> results, CancellationToken stop)
    {
        var pace = new PollPace(_time, _random);
        RegionalReceive result;
        SqsQueue? queue = null;
        do
        {
            await pace.WaitAsync(stop).ConfigureAwait(false);
            result = await AskAsync(region, queue, pace, stop).ConfigureAwait(false);
            queue = result.Queue;
            if (!_follows || result.Outcome != RegionalOutcome.Received || !PollPace.IsEmpty(result.Response))
            {
                await HandOnAsync(result, results, stop).ConfigureAwait(false);
            }
        }
        while (_follows && result.Outcome != RegionalOutcome.NoQueue);
    }

    private async Task HandOnAsync(RegionalReceive result, ChannelWriter<Handover> results, CancellationToken stop)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!results.TryWrite(new Handover(result, done)))
        {
            await ReleaseAsync(result).ConfigureAwait(false); // the stream ended meanwhile
        }
        else if (_follows)
        {
            await done.Task.WaitAsync(stop).ConfigureAwait(false);
        }
    }

    private async Task<RegionalReceive> AskAsync(string region, SqsQueue? queue, PollPace pace, CancellationToken stop)
    {
        try
        {
            queue ??= await SqsQueue.OpenAsync(factory.ForRegion(region), queueName, _queue, stop).ConfigureAwait(false);
            var response = await queue.ReceiveAsync(_receive, stop).ConfigureAwait(false);
            pace.Answered(response);
            return new RegionalReceive { Region = region, Outcome = RegionalOutcome.Received, Queue = queue, Response = response };
        }
        catch (QueueDoesNotExistException)
        {
            return new RegionalReceive { Region = region, Outcome = RegionalOutcome.NoQueue };
        }
        catch (SqsException error) when (error is not SqsValidationException)
        {
            pace.Failed(error);
            return new RegionalReceive { Region = region, Outcome = RegionalOutcome.Failed, Queue = queue, Error = error };
        }
    }

    /// <summary>Gives back what nobody took.</summary>
    private async Task ReleaseAsync(RegionalReceive result)
    {
        using var response = result.Response;
        var messages = response.Messages.Concat(response.Damaged.Select(damaged => damaged.Message)).ToList();
        if (messages.Count == 0)
        {
            return;
        }

        // The last one first: on a FIFO queue an earlier message of a group is not seen before a later one is back behind it.
        messages.Reverse();
        var entries = messages.Select((message, index) => new ChangeMessageVisibilityBatchRequestEntry { Id = $"{index}", ReceiptHandle = message.ReceiptHandle, VisibilityTimeout = 0 });
        using var deadline = new CancellationTokenSource(ReleaseTime, _time);
        try
        {
            _ = await factory.ForRegion(result.Region).ChangeMessageVisibilityBatchAsync(
                new ChangeMessageVisibilityBatchRequest { QueueUrl = result.Queue!.Url, Entries = [.. entries] }, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SqsException or OperationCanceledException)
        {
            // It costs time only: what is not given back comes again by its timeout. The client's logs and traces show the failure.
        }
    }

    /// <summary>A result on its way to the reader, and how he says that he is done with it.</summary>
    private sealed record Handover(RegionalReceive Result, TaskCompletionSource Done);
}
