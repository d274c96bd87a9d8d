namespace Sqs.Client.Processing;

/// <summary>Remembers which messages were handled, so that a second delivery is not handled again. Called from many threads.</summary>
public interface IDeduplicationStore
{
    /// <summary>Claims a message before it is handled.</summary>
    /// <param name="key">The key of the message.</param>
    /// <param name="claim">How long the claim holds if neither of the other methods is called: after a crash the message may be handled then.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether the message is to be handled.</returns>
    ValueTask<DeduplicationState> TryBeginAsync(string key, TimeSpan claim, CancellationToken cancellationToken);

    /// <summary>Remembers that a message was handled.</summary>
    /// <param name="key">The key of the message.</param>
    /// <param name="keep">For how long.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When it is remembered.</returns>
    ValueTask CompleteAsync(string key, TimeSpan keep, CancellationToken cancellationToken);

    /// <summary>Gives a claim up, after a failure.</summary>
    /// <param name="key">The key of the message.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When the message may be claimed again.</returns>
    ValueTask AbandonAsync(string key, CancellationToken cancellationToken);
}

/// <summary>What a store knows of a message.</summary>
public enum DeduplicationState
{
    /// <summary>Nothing: it is claimed now and is to be handled.</summary>
    Begun,

    /// <summary>It is being handled elsewhere.</summary>
    InProgress,

    /// <summary>It was handled.</summary>
    Done,
}
