using Microsoft.Extensions.Logging;

namespace Sqs.Client;

/// <summary>How a <see cref="FairQueueSqsClient"/> finds tenants and counts them.</summary>
public sealed class FairQueueOptions
{
    /// <summary>
    /// Gives the tenant on whose behalf the caller sends, from an <see cref="AsyncLocal{T}"/> or the current request for example; null for none. Called
    /// once for each send on the caller's own flow, never for FIFO queues. Default: null, only messages that name a group have a tenant.
    /// </summary>
    public Func<string?>? Tenant { get; set; }

    /// <summary>How many tenants metrics tell apart, from 1; those that come later are counted together as <c>other</c>. Default: 100.</summary>
    public int MaxMeasuredTenants { get; set; } = 100;

    /// <summary>The clock of the dwell time. Default: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Where a listener of metrics that throws is told. Default: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal FairQueueOptions Checked() =>
        MaxMeasuredTenants >= 1 ? this : throw new SqsValidationException(nameof(MaxMeasuredTenants), "must be 1 at least");
}
