using System.Globalization;

namespace Sqs.Client.Faults.Books;

/// <summary>The body of a message by its number: it can be told whether a body is one of these, to the last letter.</summary>
internal static class MessageText
{
    /// <summary>The number, and a text of 0-1,000 characters that follows from it, with signs that the wire formats escape.</summary>
    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"{number}|{string.Concat(Enumerable.Repeat("<é&\"漢+ ", number * 31 % 100))}");

    /// <summary>The number of a body, or null for a body that was never sent.</summary>
    public static int? NumberOf(string body) =>
        int.TryParse(body.AsSpan(0, Math.Max(0, body.IndexOf('|', StringComparison.Ordinal))), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && body == Of(number)
            ? number
            : null;
}
