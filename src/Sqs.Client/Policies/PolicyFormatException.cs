namespace Sqs.Client;

/// <summary>A text that is no access policy. Nothing of the text is in the exception: it says where to look.</summary>
public sealed class PolicyFormatException : SqsException
{
    /// <summary>Names the place and the rule.</summary>
    /// <param name="path">The element, <c>Statement[2].Condition</c> for example; empty for the policy itself.</param>
    /// <param name="rule">What is wrong there, in words.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The byte within the line, from 1.</param>
    public PolicyFormatException(string path, string rule, int line, int column)
        : base(FormattableString.Invariant($"The policy is malformed at line {line}, byte {column}: {(string.IsNullOrEmpty(path) ? "it" : path)} {rule}."))
    {
        (Path, Rule, Line, Column) = (path, rule, line, column);
        Fault = SqsFault.Sender;
    }

    /// <summary>The element, <c>Statement[2].Condition</c> for example; empty for the policy itself.</summary>
    public string Path { get; }

    /// <summary>What is wrong there, in words.</summary>
    public string Rule { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The byte within the line, from 1.</summary>
    public int Column { get; }
}
