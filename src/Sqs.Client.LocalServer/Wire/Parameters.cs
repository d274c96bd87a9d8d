using System.Globalization;

namespace Sqs.Client.LocalServer.Wire;

/// <summary>The members of a request, or of one batch entry, as an action asks for them: typed, with the service's own complaints.</summary>
internal sealed class Parameters(WireValue members)
{
    /// <summary>The text of a member, or null when it did not come.</summary>
    public string? Text(string member) => members[member] is { Kind: WireKind.Text } value ? value.Scalar : null;

    /// <summary>The text of a member that must be there and not be empty.</summary>
    public string Required(string member) => Text(member) is { Length: > 0 } text ? text : throw SqsErrors.MissingParameter(member);

    /// <summary>A whole number within limits, or null when it did not come.</summary>
    public int? Integer(string member, int lowest, int highest)
    {
        if (Text(member) is not { Length: > 0 } text)
        {
            return null;
        }

        return int.TryParse(text.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest
            ? number
            : throw SqsErrors.InvalidValue(member, text, $"Must be between {lowest} and {highest}, if provided.");
    }

    public int RequiredInteger(string member, int lowest, int highest)
    {
        _ = Required(member);
        return Integer(member, lowest, highest) ?? throw SqsErrors.MissingParameter(member);
    }

    /// <summary>The texts of a list; empty when it did not come.</summary>
    public IReadOnlyList<string> List(string member) => members[member] is { Kind: WireKind.List } list ? [.. list.Items.Select(item => item.Scalar)] : [];

    /// <summary>The entries of a map of texts; empty when it did not come.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Map(string member) =>
        members[member] is { Kind: WireKind.Map } map ? [.. map.Members.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Scalar))] : [];

    /// <summary>The entries of a map of structures (message attributes); empty when it did not come.</summary>
    public IReadOnlyList<KeyValuePair<string, Parameters>> Structures(string member) =>
        members[member] is { Kind: WireKind.Map } map ? [.. map.Members.Select(entry => KeyValuePair.Create(entry.Key, new Parameters(entry.Value)))] : [];

    /// <summary>The structures of a list (batch entries); empty when it did not come.</summary>
    public IReadOnlyList<Parameters> Entries(string member) =>
        members[member] is { Kind: WireKind.List } list ? [.. list.Items.Select(item => new Parameters(item))] : [];

    /// <summary>Whether the member came at all, in whatever form.</summary>
    public bool Has(string member) => members[member] is not null;
}
