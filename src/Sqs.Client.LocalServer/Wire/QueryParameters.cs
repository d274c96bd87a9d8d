using System.Globalization;

namespace Sqs.Client.LocalServer.Wire;

/// <summary>Turns the dotted names of a Query request (<c>Attribute.1.Name</c>) into the members of the service model.</summary>
internal static class QueryParameters
{
    /// <summary>A name with more parts than the deepest of the service (<c>Entry.1.MessageAttribute.1.Value.StringListValue.1</c>) is nobody's.</summary>
    private const int DeepestName = 8;

    /// <summary>Builds the tree. An index may be missing (<c>Attribute.Name</c>), as early versions of the API allowed.</summary>
    public static WireValue Read(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var root = new Node();
        foreach (var (name, value) in pairs)
        {
            var parts = name.Split('.');
            if (parts.Length <= DeepestName)
            {
                parts.Aggregate(root, (node, part) => node.Child(part)).Value = value;
            }
        }

        return Structure(root);
    }

    private static WireValue Structure(Node node)
    {
        var structure = WireValue.Structure();
        foreach (var (name, child) in node.Children)
        {
            if (QueryNames.Requests.TryGetValue(name, out var known))
            {
                _ = structure.With(known.Member, Collection(child, known.Form));
            }
            else if (child.Value is not null)
            {
                _ = structure.With(name, child.Value);
            }
        }

        return structure;
    }

    private static WireValue Collection(Node node, QueryForm form) => form switch
    {
        QueryForm.List => WireValue.List(node.Items().Where(item => item.Value is not null).Select(item => WireValue.Text(item.Value!))),
        QueryForm.Entries => WireValue.List(node.Items().Select(Structure)),
        QueryForm.NamedStructures => WireValue.Map(node.Items().Select(item => KeyValuePair.Create(item.Text("Name"), Structure(item.Child("Value"))))),
        QueryForm.KeyedValues => WireValue.Map(node.Items().Select(item => KeyValuePair.Create(item.Text("Key"), WireValue.Text(item.Text("Value"))))),
        _ => WireValue.Map(node.Items().Select(item => KeyValuePair.Create(item.Text("Name"), WireValue.Text(item.Text("Value"))))),
    };

    private sealed class Node
    {
        private readonly Dictionary<string, Node> _children = new(StringComparer.Ordinal);

        public string? Value { get; set; }

        public IEnumerable<KeyValuePair<string, Node>> Children => _children;

        public Node Child(string name)
        {
            if (!_children.TryGetValue(name, out var child))
            {
                _children.Add(name, child = new Node());
            }

            return child;
        }

        public string Text(string name) => _children.TryGetValue(name, out var child) ? child.Value ?? "" : "";

        /// <summary>
        /// The numbered children in the order of their numbers; the node itself when it was written without a number. A bare
        /// <c>Name=</c> is how clients write an empty list.
        /// </summary>
        public IEnumerable<Node> Items()
        {
            var numbered = _children
                .Where(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .OrderBy(child => int.Parse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture))
                .Select(child => child.Value)
                .ToList();
            return numbered.Count > 0 ? numbered : _children.Count == 0 && string.IsNullOrEmpty(Value) ? [] : [this];
        }
    }
}
