using System.Globalization;
using System.Text;

namespace Sqs.Client.Tool.Output;

/// <summary>Texts that strangers wrote, for people to see: no character of control gets to the terminal, where it could move the cursor or worse.</summary>
internal static class Cells
{
    /// <summary>With tabs, line ends and the like written as in JSON.</summary>
    public static string OnOneLine(string text) => Escape(text, keepsLines: false);

    /// <summary>With its lines.</summary>
    public static string OnManyLines(string text) => Escape(text, keepsLines: true);

    private static string Escape(string text, bool keepsLines)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        foreach (var unit in text)
        {
            _ = unit switch
            {
                '\n' when keepsLines => shown.Append(unit),
                '\n' => shown.Append("\\n"),
                '\r' => shown.Append("\\r"),
                '\t' => shown.Append("\\t"),
                _ when char.IsControl(unit) => shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
                _ => shown.Append(unit),
            };
        }

        return shown.ToString();
    }
}
