using System.Globalization;

namespace Sqs.Client.LocalServer.Wire;

/// <summary>What a <see cref="WireValue"/> is; a protocol decides by it how the value is spelt.</summary>
internal enum WireKind
{
    Text,
    Number,
    Boolean,
    List,
    Map,
    Structure,
}

/// <summary>
/// A request or an answer free of any protocol: members carry the names of the service model (<c>QueueUrls</c>, <c>Attributes</c>), and
/// the protocol layer turns them into form fields, XML or JSON.
/// </summary>
internal sealed class WireValue
{
    private WireValue(WireKind kind, string text)
    {
        Kind = kind;
        Scalar = text;
    }

    public WireKind Kind { get; }

    /// <summary>The text of a scalar; empty for the others.</summary>
    public string Scalar { get; }

    /// <summary>The elements of a list.</summary>
    public List<WireValue> Items { get; } = [];

    /// <summary>The members of a structure or the entries of a map, in order.</summary>
    public List<KeyValuePair<string, WireValue>> Members { get; } = [];

    public WireValue? this[string member]
    {
        get
        {
            foreach (var (name, value) in Members)
            {
                if (string.Equals(name, member, StringComparison.Ordinal))
                {
                    return value;
                }
            }

            return null;
        }
    }

    public static WireValue Text(string text) => new(WireKind.Text, text);

    public static WireValue Structure() => new(WireKind.Structure, "");

    public static WireValue List(IEnumerable<WireValue> items)
    {
        var list = new WireValue(WireKind.List, "");
        list.Items.AddRange(items);
        return list;
    }

    public static WireValue Map(IEnumerable<KeyValuePair<string, WireValue>> entries)
    {
        var map = new WireValue(WireKind.Map, "");
        map.Members.AddRange(entries);
        return map;
    }

    /// <summary>Adds a text member; a null is left out.</summary>
    public WireValue With(string member, string? text) => text is null ? this : With(member, Text(text));

    public WireValue With(string member, long number) => With(member, new WireValue(WireKind.Number, number.ToString(CultureInfo.InvariantCulture)));

    public WireValue With(string member, bool value) => With(member, new WireValue(WireKind.Boolean, value ? "true" : "false"));

    /// <summary>Adds a list of texts.</summary>
    public WireValue With(string member, IEnumerable<string> items) => With(member, List(items.Select(Text)));

    /// <summary>Adds a map of texts.</summary>
    public WireValue With(string member, IEnumerable<KeyValuePair<string, string>> entries) =>
        With(member, Map(entries.Select(entry => KeyValuePair.Create(entry.Key, Text(entry.Value)))));

    public WireValue With(string member, WireValue value)
    {
        Members.Add(KeyValuePair.Create(member, value));
        return this;
    }
}
