namespace Sqs.Client;

/// <summary>Writes the variables of policies, which have their value from the request that is decided. They need the version 2012-10-17.</summary>
/// <remarks>Source: "IAM policy elements: Variables and tags" in the IAM User Guide.</remarks>
public static class PolicyVariable
{
    /// <summary>The variable of a key, <c>${aws:username}</c> for example. A request without the key does not fit the statement.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The text to put in a resource or a value.</returns>
    /// <exception cref="SqsValidationException">It is no key.</exception>
    public static string Of(string key) => $"${{{Checked(key, nameof(key), "}*?$'")}}}";

    /// <summary>The variable of a key with a text for requests without it, <c>${aws:PrincipalTag/team, 'none'}</c> for example.</summary>
    /// <param name="key">The key.</param>
    /// <param name="fallback">The text.</param>
    /// <returns>The text to put in a resource or a value.</returns>
    /// <exception cref="SqsValidationException">It is no key, or the text holds a quote or a brace.</exception>
    public static string Of(string key, string fallback)
    {
        ArgumentNullException.ThrowIfNull(fallback);
        return fallback.AsSpan().ContainsAny('\'', '}')
            ? throw new SqsValidationException(nameof(fallback), "must not hold a quote or a brace: the language has no form for that")
            : $"${{{Checked(key, nameof(key), "}*?$'")}, '{fallback}'}}";
    }

    /// <summary>A text in which <c>*</c>, <c>?</c> and <c>$</c> are those characters, not wildcards: <c>${*}</c> and so on.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text to put in a resource or a value.</returns>
    public static string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Concat(text.Select(static unit => unit is '*' or '?' or '$' ? $"${{{unit}}}" : unit.ToString()));
    }

    private static string Checked(string key, string name, string forbidden)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Length > 0 && !key.AsSpan().ContainsAny(forbidden)
            ? key
            : throw new SqsValidationException(name, "must be a condition key, without braces, wildcards and quotes");
    }
}
