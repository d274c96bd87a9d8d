namespace Sqs.Client;

/// <summary>Compares lists and maps whose order has no meaning.</summary>
internal static class Alike
{
    /// <summary>True when both hold the same items, each as often.</summary>
    public static bool Are<T>(IReadOnlyList<T> left, IReadOnlyList<T> right)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        var rest = new List<T>(right);
        return left.All(rest.Remove);
    }

    public static bool Are(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && string.Equals(pair.Value, value, StringComparison.Ordinal));

    public static int HashOf<T>(IReadOnlyList<T> items) => items.Aggregate(items.Count, static (sum, item) => unchecked(sum + (item?.GetHashCode() ?? 0)));
}
