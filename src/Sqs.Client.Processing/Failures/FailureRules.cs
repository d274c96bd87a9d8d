namespace Sqs.Client.Processing;

/// <summary>
/// What becomes of a message by the exception that its handler threw: rules in the order in which they were added, the first that answers decides. Where
/// none does, the message is delivered again. A <see cref="MessageRejectedException"/> says itself what it wants and is asked before the rules.
/// </summary>
public sealed class FailureRules
{
    private readonly List<Func<Exception, FailureAction?>> _rules = [];

    /// <summary>How many rules there are.</summary>
    public int Count => _rules.Count;

    /// <summary>Adds a rule for one type of exception and the types derived from it.</summary>
    /// <typeparam name="TException">The type of exception.</typeparam>
    /// <param name="action">What becomes of the message.</param>
    /// <returns>These rules.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such action.</exception>
    public FailureRules On<TException>(FailureAction action)
        where TException : Exception
    {
        // By comparison, for Enum.IsDefined would look at the type by reflection.
        if (action is not (FailureAction.Retry or FailureAction.DeadLetter or FailureAction.Delete))
        {
            throw new ArgumentOutOfRangeException(nameof(action), action, "There is no such action.");
        }

        return On(exception => exception is TException ? action : null);
    }

    /// <summary>Adds a rule of your own.</summary>
    /// <param name="rule">The rule; null when it does not know the exception. Called from many threads. One that throws is logged and counts as not knowing.</param>
    /// <returns>These rules.</returns>
    public FailureRules On(Func<Exception, FailureAction?> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _rules.Add(rule);
        return this;
    }

    /// <summary>The rules as they are now; what is added later does not change them.</summary>
    internal IReadOnlyList<Func<Exception, FailureAction?>> Freeze() => [.. _rules];
}
