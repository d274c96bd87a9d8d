namespace Sqs.Client.Tool.Queues;

/// <summary><c>NAME=VALUE</c> on the command line; a value may hold more equals signs, and may be empty.</summary>
internal static class Pairs
{
    /// <summary>Reads pairs; <paramref name="what"/> says in a complaint what they were given for.</summary>
    public static Dictionary<string, string> Read(IEnumerable<string> texts, string what)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw ToolException.Misuse($"{what}: is written NAME=VALUE, and '{(at < 0 ? text : "=...")}' is not.");
            }

            if (!pairs.TryAdd(text[..at], text[(at + 1)..]))
            {
                throw ToolException.Misuse($"{what}: '{text[..at]}' is there twice.");
            }
        }

        return pairs;
    }
}
