namespace Sqs.Client;

/// <summary>A request that the service would refuse, refused before anything was sent.</summary>
public sealed class SqsValidationException : SqsException
{
    /// <summary>Names the member at fault and the rule that it breaks.</summary>
    /// <param name="member">The member, with its position: <c>Entries[3].MessageAttributes["x"].DataType</c>.</param>
    /// <param name="rule">The rule, in words.</param>
    public SqsValidationException(string member, string rule)
        : base($"{member}: {rule}")
    {
        Member = member;
        Rule = rule;
        Fault = SqsFault.Sender;
    }

    /// <summary>The member at fault, with its position.</summary>
    public string Member { get; }

    /// <summary>The rule that the member breaks.</summary>
    public string Rule { get; }

    /// <summary>Where in a text the offence lies, in UTF-16 code units from 0 (in bytes for a UTF-8 body); null where that means nothing.</summary>
    public int? Position { get; init; }
}
