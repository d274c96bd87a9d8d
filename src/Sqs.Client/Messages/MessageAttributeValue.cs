using System.Globalization;
using System.Text;

namespace Sqs.Client;

/// <summary>The value of a message attribute or of a message system attribute, with its type.</summary>
/// <remarks>Source: "Amazon SQS message metadata" in the Amazon SQS Developer Guide. The value is printed by no <c>ToString</c>.</remarks>
public sealed record MessageAttributeValue
{
    /// <summary><c>String</c>, <c>Number</c> or <c>Binary</c>, with a label of your own after a point if you like (<c>Number.int</c>); 1 to 256 bytes.</summary>
    public required string DataType { get; init; }

    /// <summary>The value of a String or Number attribute; not empty.</summary>
    public string? StringValue { get; init; }

    /// <summary>The value of a Binary attribute; not empty. The bytes are not copied.</summary>
    public ReadOnlyMemory<byte>? BinaryValue { get; init; }

    /// <summary>Reserved by the service, which refuses it today.</summary>
    public IReadOnlyList<string> StringListValues { get; init => field = Given.NotNull(value); } = [];

    /// <summary>Reserved by the service, which refuses it today.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> BinaryListValues { get; init => field = Given.NotNull(value); } = [];

    /// <summary>Makes a String value.</summary>
    /// <param name="value">The text; not empty.</param>
    /// <param name="label">A custom label: <c>json</c> makes the type <c>String.json</c>.</param>
    /// <returns>The value.</returns>
    public static MessageAttributeValue String(string value, string? label = null) =>
        new() { DataType = Typed("String", label), StringValue = value ?? throw new ArgumentNullException(nameof(value)) };

    /// <summary>Makes a Number value.</summary>
    /// <param name="value">The number.</param>
    /// <param name="label">A custom label: <c>int</c> makes the type <c>Number.int</c>.</param>
    /// <returns>The value.</returns>
    public static MessageAttributeValue Number(decimal value, string? label = null) =>
        new() { DataType = Typed("Number", label), StringValue = value.ToString(CultureInfo.InvariantCulture) };

    /// <summary>Makes a Binary value.</summary>
    /// <param name="value">The bytes; not empty, not copied.</param>
    /// <param name="label">A custom label: <c>png</c> makes the type <c>Binary.png</c>.</param>
    /// <returns>The value.</returns>
    public static MessageAttributeValue Binary(ReadOnlyMemory<byte> value, string? label = null) =>
        new() { DataType = Typed("Binary", label), BinaryValue = value };

    /// <summary>True when type and value are the same, bytes compared by content.</summary>
    /// <param name="other">The other value.</param>
    /// <returns>True when they are the same.</returns>
    public bool Equals(MessageAttributeValue? other) =>
        other is not null
        && string.Equals(DataType, other.DataType, StringComparison.Ordinal)
        && string.Equals(StringValue, other.StringValue, StringComparison.Ordinal)
        && BinaryValue.HasValue == other.BinaryValue.HasValue
        && BinaryValue.GetValueOrDefault().Span.SequenceEqual(other.BinaryValue.GetValueOrDefault().Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(DataType, StringValue, BinaryValue?.Length);

    private static string Typed(string type, string? label) => label is null ? type : $"{type}.{label}";

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("DataType = ").Append(DataType);
        return true;
    }
}
