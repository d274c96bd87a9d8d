using System.Collections.Concurrent;
using System.Diagnostics;
using Sqs.Client.Diagnostics;

namespace Sqs.Client.FairQueues;

/// <summary>Counts messages by tenant, and only so many tenants: each is a time series of its own to whoever stores metrics.</summary>
/// <param name="maxTenants">How many tenants are told apart.</param>
/// <param name="time">The clock of the dwell time.</param>
/// <param name="log">Where a listener that throws is told; a message that was stored stays stored.</param>
internal sealed class TenantBooks(int maxTenants, TimeProvider time, FairQueuesLog log)
{
    private const string Others = "other";

    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    public void Sent(string queueUrl, string? group)
    {
        if (group is not null && TenantMetrics.Sent.Enabled)
        {
            Guard(() => TenantMetrics.Sent.Add(1, TagsOf(queueUrl, group)));
        }
    }

    public void Received(string queueUrl, Message message)
    {
        if (message.MessageGroupId is { } group && (TenantMetrics.Received.Enabled || TenantMetrics.DwellTime.Enabled))
        {
            Guard(() => Count(message, TagsOf(queueUrl, group)));
        }
    }

    private void Count(Message message, TagList tags)
    {
        TenantMetrics.Received.Add(1, tags);
        if (message is { SentTimestamp: { } sent, ApproximateReceiveCount: 1 })
        {
            TenantMetrics.DwellTime.Record(Math.Max(0, (time.GetUtcNow() - sent).TotalSeconds), tags);
        }
    }

    private void Guard(Action count)
    {
        try
        {
            count();
        }
        catch (Exception error)
        {
            TellLog(error);
        }
    }

    // The log itself may be what throws: then there is nobody left to tell, and messages matter more.
    private void TellLog(Exception error)
    {
        try
        {
            log.ListenerFailed(error);
        }
        catch (Exception last)
        {
            Debug.WriteLine(last);
        }
    }

    private TagList TagsOf(string queueUrl, string group) => new()
    {
        { SqsTags.Destination, QueueUrls.NameOf(queueUrl).ToString() },
        { TenantMetrics.Tenant, NameOf(group) },
    };

    private string NameOf(string group)
    {
        if (_known.TryGetValue(group, out var known))
        {
            return known;
        }

        // Two that come at the same moment may both be the last one: a series more does no harm.
        return _known.Count < maxTenants ? _known.GetOrAdd(group, group) : Others;
    }
}
