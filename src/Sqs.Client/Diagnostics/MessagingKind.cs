namespace Sqs.Client.Diagnostics;

/// <summary>The types of operation that OpenTelemetry's messaging conventions know, and none.</summary>
internal enum MessagingKind
{
    /// <summary>Not about messages: an action on queues.</summary>
    None,

    /// <summary>Messages go to the service.</summary>
    Send,

    /// <summary>Messages are asked for.</summary>
    Receive,

    /// <summary>Messages are deleted, or their visibility changes.</summary>
    Settle,
}
