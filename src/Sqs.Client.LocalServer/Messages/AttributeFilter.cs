namespace Sqs.Client.LocalServer.Messages;

/// <summary>Which message attributes a receive asked for: <c>All</c>, <c>.*</c> and <c>*</c> mean all, <c>prefix.*</c> a prefix, else a name.</summary>
internal sealed class AttributeFilter(IReadOnlyList<string> names)
{
    public IReadOnlyList<MessageAttribute> Pick(PackedAttributes attributes) =>
        names.Count == 0 ? [] : [.. attributes.Unpack().Where(attribute => names.Any(name => Matches(name, attribute.Name)))];

    private static bool Matches(string asked, string name) =>
        asked is "All" or ".*" or "*"
        || (asked.EndsWith(".*", StringComparison.Ordinal)
            ? name.StartsWith(asked[..^2], StringComparison.Ordinal)
            : string.Equals(asked, name, StringComparison.Ordinal));
}
