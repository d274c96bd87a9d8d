namespace Sqs.Client.LocalServer.Faults;

/// <summary>What a <see cref="Fault"/> does.</summary>
internal enum FaultKind
{
    None,
    Error,
    Delay,
    Reset,
    Close,
    Hang,
    Cut,
    Slow,
    Html,
    Empty,
    CorruptBody,
    CorruptBodyDigest,
    CorruptAttributeDigest,
    PartOfBatch,
    DeliverAgain,
    ExpiredHandle,
}
