using System.Buffers;
using System.Text;

namespace Sqs.Client.Operations;

/// <summary>What the service asks of message attributes ("Amazon SQS message metadata" in the Amazon SQS Developer Guide).</summary>
internal static class AttributeRules
{
    private const int MaxAttributes = 10;
    private const int MaxName = 256;
    private const int MaxTypeBytes = 256;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    public static void Check(IReadOnlyDictionary<string, MessageAttributeValue> attributes, MemberPath path)
    {
        if (attributes.Count > MaxAttributes)
        {
            throw path.Refusal($"a message has at most 10 attributes, not {attributes.Count}");
        }

        MapCheck.Each(attributes, path, static (name, value, map) => Check(name, value, map.At(name)));
    }

    /// <summary>System attributes that may be sent: the trace header, a String.</summary>
    public static void CheckSystem(IReadOnlyDictionary<MessageSystemAttributeName, MessageAttributeValue> attributes, MemberPath path) =>
        MapCheck.Each(attributes, path, static (name, value, map) => CheckSystem(name, value, map.At(name.Value)));

    private static void CheckSystem(MessageSystemAttributeName name, MessageAttributeValue value, MemberPath path)
    {
        if (name != MessageSystemAttributeName.AWSTraceHeader)
        {
            throw path.Refusal("AWSTraceHeader is the only system attribute that may be sent");
        }

        path.NotNull(value);
        var type = path.Then(nameof(MessageAttributeValue.DataType));
        type.NotNull(value.DataType);
        if (value.DataType is not "String")
        {
            throw type.Refusal("the trace header is of type String");
        }

        CheckValue(value, AttributeType.String, path);
    }

    private static void Check(string name, MessageAttributeValue value, MemberPath path)
    {
        CheckName(name, path);
        path.NotNull(value);
        CheckValue(value, TypeOf(value.DataType, path.Then(nameof(MessageAttributeValue.DataType))), path);
    }

    private static void CheckName(string name, MemberPath path)
    {
        TextRules.Text(name, MaxName, NameCharacters, "a name has 1 to 256 letters, digits, underscores, hyphens and periods", path);
        if (name.StartsWith("AWS.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Amazon.", StringComparison.OrdinalIgnoreCase))
        {
            throw path.Refusal("names that start with AWS. or Amazon., in any case, are reserved", 0);
        }

        var period = name[0] == '.' ? 0 : name.IndexOf("..", StringComparison.Ordinal);
        period = period < 0 && name[^1] == '.' ? name.Length - 1 : period;
        if (period >= 0)
        {
            throw path.Refusal("a name has no period at its start, at its end or after another", period);
        }
    }

    private static AttributeType TypeOf(string type, MemberPath path)
    {
        path.NotNull(type);
        ServiceText.Check(type, path);
        if (Encoding.UTF8.GetByteCount(type) > MaxTypeBytes)
        {
            throw path.Refusal("a type has at most 256 bytes");
        }

        var period = type.IndexOf('.', StringComparison.Ordinal);
        return (period < 0 ? type.AsSpan() : type.AsSpan(0, period)) switch
        {
            "String" => AttributeType.String,
            "Number" => AttributeType.Number,
            "Binary" => AttributeType.Binary,
            _ => throw path.Refusal("a type is String, Number or Binary, alone or with a label after a period"),
        };
    }

    private static void CheckValue(MessageAttributeValue value, AttributeType type, MemberPath path)
    {
        NoList(value.StringListValues.Count, path.Then(nameof(MessageAttributeValue.StringListValues)));
        NoList(value.BinaryListValues.Count, path.Then(nameof(MessageAttributeValue.BinaryListValues)));
        if (type == AttributeType.Binary)
        {
            OneValue(value.BinaryValue is { IsEmpty: false }, path.Then(nameof(MessageAttributeValue.BinaryValue)));
            NoValue(value.StringValue is null, path.Then(nameof(MessageAttributeValue.StringValue)));
            return;
        }

        var at = path.Then(nameof(MessageAttributeValue.StringValue));
        OneValue(!string.IsNullOrEmpty(value.StringValue), at);
        NoValue(value.BinaryValue is null, path.Then(nameof(MessageAttributeValue.BinaryValue)));
        ServiceText.Check(value.StringValue, at);
        if (type == AttributeType.Number)
        {
            NumberText.Check(value.StringValue, at);
        }
    }

    private static void OneValue(bool isThere, MemberPath path)
    {
        if (!isThere)
        {
            throw path.Refusal("the type asks for this value, and it must not be empty");
        }
    }

    private static void NoValue(bool isAbsent, MemberPath path)
    {
        if (!isAbsent)
        {
            throw path.Refusal("the type does not go with this value: String and Number have a StringValue, Binary a BinaryValue");
        }
    }

    private static void NoList(int count, MemberPath path)
    {
        if (count > 0)
        {
            throw path.Refusal("lists are reserved by the service, which refuses them");
        }
    }

    private enum AttributeType
    {
        String,
        Number,
        Binary,
    }
}
