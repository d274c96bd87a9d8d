namespace Sqs.Client;

/// <summary>Account ids: 12 digits. Older policies write them in groups with hyphens (<c>1111-2222-3333</c>).</summary>
internal static class AccountNumber
{
    private const int Digits = 12;

    public static bool Is(ReadOnlySpan<char> text) => text.Length == Digits && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>The 12 digits of a principal that is an account's number; null when it is none.</summary>
    public static string? Of(string text)
    {
        var digits = text.Replace("-", "", StringComparison.Ordinal);
        return Is(digits) ? digits : null;
    }
}
