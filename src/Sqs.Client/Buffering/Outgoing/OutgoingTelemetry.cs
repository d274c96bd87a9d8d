using System.Diagnostics;
using Sqs.Client.Batching;
using Sqs.Client.Diagnostics;

namespace Sqs.Client.Buffering;

/// <summary>Counts and logs what the lanes of one kind do. A listener that throws is told to the log and stops nothing.</summary>
internal sealed class OutgoingTelemetry
{
    private readonly string _action;
    private readonly OutgoingLog _log;
    private readonly KeyValuePair<string, object?> _tag;

    public OutgoingTelemetry(string action, OutgoingLog log)
    {
        (_action, _log, _tag) = (action, log, new KeyValuePair<string, object?>(SqsTags.OperationName, action));
        Watcher = new LaneWatcher
        {
            Accepted = bytes => Tell(bytes, (self, bytes) => self.Count(1, bytes)),
            Completed = bytes => Tell(bytes, (self, bytes) => self.Count(-1, -bytes)),
            Cut = cut => Tell(cut, (self, cut) => self.Record(cut)),
            Returned = () => Tell(-1, (self, change) => OutgoingMetrics.InFlight.Add(change, self._tag)),
            SentAgain = error => Tell(CodeOf(error), (self, code) => self.CountAgain(code)),
            Lowered = bytes => Tell(bytes, (self, bytes) => self.CountLowered(bytes)),
            Left = (count, wereSent) => Tell((count, wereSent), (self, left) => self.CountLeft(left.count, left.wereSent)),
        };
    }

    public LaneWatcher Watcher { get; }

    /// <summary>What a batch costs, and what its calls would have cost alone.</summary>
    public void Billed(long units, long singly) => Tell((units, singly), static (self, cost) =>
    {
        OutgoingMetrics.Billed.Add(cost.units, self._tag);
        OutgoingMetrics.BilledSingly.Add(cost.singly, self._tag);
    });

    /// <summary>Entries that failed in a batch that did not.</summary>
    public void Failed(Exception error) => Tell(CodeOf(error), static (self, code) => OutgoingMetrics.Failed.Add(1, self._tag, new(SqsTags.ErrorType, code)));

    /// <summary>The answer named entries that are not in the batch.</summary>
    public void Strangers(int count) => Tell(count, static (self, count) => self._log.Strangers(self._action, count));

    public void SizeUnknown(string queueUrl, Exception error) => Tell((queueUrl, error), static (self, what) => self._log.SizeUnknown(self._action, what.queueUrl, what.error));

    /// <summary>The span around a batch, with links to those of its callers; null while nobody listens.</summary>
    public Activity? Open(IEnumerable<ActivityContext> callers)
    {
        if (!SqsDiagnostics.Source.HasListeners())
        {
            return null;
        }

        try
        {
            ActivityLink[] links = [.. callers.Where(static caller => caller != default).Distinct().Select(static caller => new ActivityLink(caller))];
            return links.Length == 0 ? null : SqsDiagnostics.Source.StartActivity($"gather {_action}", ActivityKind.Internal, default(ActivityContext), tags: null, links);
        }
        catch (Exception error)
        {
            TellLog(error);
            return null;
        }
    }

    public void Close(Activity? span) => Tell(span, static (_, span) => span?.Dispose());

    private static string CodeOf(Exception error) => error is SqsException { ErrorCode.Value: { Length: > 0 } code } ? code : error.GetType().Name;

    private void Tell<T>(T what, Action<OutgoingTelemetry, T> tell)
    {
        try
        {
            tell(this, what);
        }
        catch (Exception error)
        {
            TellLog(error);
        }
    }

    // The log itself may be what throws: then there is nobody left to tell, and calls matter more.
    private void TellLog(Exception error)
    {
        try
        {
            _log.ListenerFailed(_action, error);
        }
        catch (Exception last)
        {
            Debug.WriteLine(last);
        }
    }

    private void Count(long calls, long bytes)
    {
        OutgoingMetrics.Pending.Add(calls, _tag);
        OutgoingMetrics.PendingBytes.Add(bytes, _tag);
    }

    private void Record(BatchCut cut)
    {
        OutgoingMetrics.InFlight.Add(1, _tag);
        if (OutgoingMetrics.BatchSize.Enabled || OutgoingMetrics.BatchBytes.Enabled || OutgoingMetrics.Linger.Enabled)
        {
            var reason = new KeyValuePair<string, object?>(OutgoingMetrics.Reason, NameOf(cut.Reason));
            OutgoingMetrics.BatchSize.Record(cut.Count, _tag, reason);
            OutgoingMetrics.BatchBytes.Record(cut.Bytes, _tag, reason);
            OutgoingMetrics.Linger.Record(cut.Linger.TotalSeconds, _tag, reason);
        }
    }

    private void CountAgain(string code)
    {
        OutgoingMetrics.SentAgain.Add(1, _tag, new(SqsTags.ErrorType, code));
        _log.SentAgain(_action, code);
    }

    private void CountLowered(long bytes)
    {
        OutgoingMetrics.Lowered.Add(1, _tag);
        _log.Lowered(_action, bytes);
    }

    private void CountLeft(int count, bool wereSent)
    {
        if (count > 0)
        {
            OutgoingMetrics.Leftovers.Add(count, _tag, new(OutgoingMetrics.Sent, wereSent));
            _log.LeftOver(_action, count, wereSent);
        }
    }

    private static string NameOf(CutReason reason) => reason switch
    {
        CutReason.Full => "full",
        CutReason.Bytes => "bytes",
        CutReason.Idle => "idle",
        CutReason.Back => "back",
        CutReason.Time => "time",
        _ => "flush",
    };
}
