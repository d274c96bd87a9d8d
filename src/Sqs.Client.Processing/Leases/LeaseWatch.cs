namespace Sqs.Client.Processing;

/// <summary>What the loop notes about a lease; nobody else touches it.</summary>
internal sealed class LeaseWatch
{
    /// <summary>When the loop has to look at it next; null when it has not.</summary>
    public TimeSpan? Look { get; set; }

    /// <summary>Its place among those that are looked at in the same moment; 0 before it has one.</summary>
    public long Number { get; set; }

    /// <summary>True when it is to be extended then; false when it is over then.</summary>
    public bool IsExtension { get; set; }

    /// <summary>True while it waits for a call that extends it.</summary>
    public bool IsDue { get; set; }

    /// <summary>True while such a call is on the wire.</summary>
    public bool IsOnWire { get; set; }

    /// <summary>When the next try is, after one that failed.</summary>
    public TimeSpan? RetryAt { get; set; }

    /// <summary>True when the service has refused to extend it.</summary>
    public bool IsRefused { get; set; }
}
