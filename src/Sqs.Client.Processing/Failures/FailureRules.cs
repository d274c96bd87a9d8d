namespace Sqs.Client.Processing;

/// <summary>What becomes of a message by the exception of its handler. The first rule that knows an exception decides; none means retry.</summary>
public sealed class FailureRules
{
    private readonly List<Func<Exception, FailureAction?>> _rules = [];

    internal IReadOnlyList<Func<Exception, FailureAction?>> All => _rules;

    /// <summary>Adds a rule for a type of exception and the types derived from it.</summary>
    /// <typeparam name="TException">The type.</typeparam>
    /// <param name="action">What becomes of the message.</param>
    /// <returns>These rules.</returns>
    public FailureRules On<TException>(FailureAction action)
        where TException : Exception => On(error => error is TException ? action : null);

    /// <summary>Adds a rule.</summary>
    /// <param name="rule">Answers what becomes of the message, or null when the rule does not know the exception.</param>
    /// <returns>These rules.</returns>
    public FailureRules On(Func<Exception, FailureAction?> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _rules.Add(rule);
        return this;
    }
}
