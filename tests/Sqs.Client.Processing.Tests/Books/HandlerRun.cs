namespace Sqs.Client.Processing.Tests.Books;

/// <summary>One run of a handler. Moments are numbers of the books' own sequence.</summary>
internal sealed record HandlerRun(int Process, int Message, string MessageId, string Group, int ReceiveCount, long Started)
{
    /// <summary>When the handler returned normally; null when it did not.</summary>
    public long? Succeeded { get; set; }

    /// <summary>When the handler ended, whichever way; null while it runs.</summary>
    public long? Ended { get; set; }

    /// <summary>How the hold on the message ended.</summary>
    public LeaseEnd? Lease { get; set; }

    public override string ToString() => $"#{Message} ({Group}) by process {Process}, receive {ReceiveCount}: {Started}-{Ended}, {(Succeeded is null ? "no success" : "success")}, {Lease}";
}
