using Sqs.Client.Protocol;

namespace Sqs.Client.Operations;

/// <summary>Lists and maps on the wire. Empty ones are not written.</summary>
/// <remarks>Maps are walked as their interface gives them: the order does not matter to the service.</remarks>
internal static class AttributeWire
{
    public static void Write(IRequestWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> queryName, IReadOnlyList<string> values) =>
        Write(writer, name, queryName, values, static value => value);

    public static void Write(IRequestWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> queryName, IReadOnlyList<MessageSystemAttributeName> values) =>
        Write(writer, name, queryName, values, static value => value.Value);

    public static void Write(IRequestWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> queryName, IReadOnlyList<QueueAttributeName> values) =>
        Write(writer, name, queryName, values, static value => value.Value);

    /// <summary>Writes queue attributes.</summary>
    public static void Write(IRequestWriter writer, IReadOnlyDictionary<QueueAttributeName, string> attributes)
    {
        if (attributes.Count == 0)
        {
            return;
        }

        var mark = writer.BeginMap("Attributes"u8, "Attribute"u8);
        var index = 1;
        foreach (var (name, value) in attributes)
        {
            writer.Pair(index++, name.Value, value, "Name"u8);
        }

        writer.EndObject(mark);
    }

    /// <summary>Writes tags. CreateQueue alone spells their member in lower case.</summary>
    public static void WriteTags(IRequestWriter writer, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, string> tags)
    {
        if (tags.Count == 0)
        {
            return;
        }

        var mark = writer.BeginMap(name, "Tag"u8);
        var index = 1;
        foreach (var (key, value) in tags)
        {
            writer.Pair(index++, key, value, "Key"u8);
        }

        writer.EndObject(mark);
    }

    public static void Write(IRequestWriter writer, IReadOnlyDictionary<string, MessageAttributeValue> attributes)
    {
        if (attributes.Count == 0)
        {
            return;
        }

        var mark = writer.BeginMap("MessageAttributes"u8, "MessageAttribute"u8);
        var index = 1;
        foreach (var (name, value) in attributes)
        {
            Write(writer, index++, name, value);
        }

        writer.EndObject(mark);
    }

    public static void Write(IRequestWriter writer, IReadOnlyDictionary<MessageSystemAttributeName, MessageAttributeValue> attributes)
    {
        if (attributes.Count == 0)
        {
            return;
        }

        var mark = writer.BeginMap("MessageSystemAttributes"u8, "MessageSystemAttribute"u8);
        var index = 1;
        foreach (var (name, value) in attributes)
        {
            Write(writer, index++, name.Value, value);
        }

        writer.EndObject(mark);
    }

    /// <summary>Reads a map of texts: in JSON all of it, in the Query protocol the one pair that was entered. Values keep their white space.</summary>
    public static void ReadTexts<TName>(ref AnswerReader reader, Dictionary<TName, string> target, Func<string, TName> nameOf)
        where TName : notnull
    {
        if (!reader.IsJson)
        {
            var (name, value) = ReadPair(ref reader);
            target[nameOf(name)] = value;
            return;
        }

        while (reader.Next())
        {
            var name = nameOf(reader.ReadName());
            target[name] = reader.ReadVerbatim();
        }
    }

    /// <summary>Reads message attributes: in JSON all of them, in the Query protocol the one that was entered.</summary>
    public static void ReadMessageAttributes(ref AnswerReader reader, Dictionary<string, MessageAttributeValue> target)
    {
        if (!reader.IsJson)
        {
            var (name, value) = ReadMessageAttribute(ref reader);
            target[name] = value;
            return;
        }

        while (reader.Next())
        {
            var name = reader.ReadName();
            target[name] = ReadValue(ref reader);
        }
    }

    /// <summary>Reads one message attribute: its name and its value, in whichever order they come.</summary>
    private static (string Name, MessageAttributeValue Value) ReadMessageAttribute(ref AnswerReader reader)
    {
        var attribute = (Name: "", Value: new MessageAttributeValue { DataType = "" });
        while (reader.Next())
        {
            if (reader.Is("Name"u8))
            {
                attribute.Name = reader.ReadString();
            }
            else if (reader.Is("Value"u8))
            {
                attribute.Value = ReadValue(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return attribute;
    }

    /// <summary>Reads a pair of texts, in whichever order they come. The value is left as it is, white space included.</summary>
    private static (string Name, string Value) ReadPair(ref AnswerReader reader)
    {
        var pair = (Name: "", Value: "");
        while (reader.Next())
        {
            if (reader.Is("Name"u8))
            {
                pair.Name = reader.ReadString();
            }
            else if (reader.Is("Value"u8))
            {
                pair.Value = reader.ReadVerbatim();
            }
            else
            {
                reader.Skip();
            }
        }

        return pair;
    }

    private static void Write<TValue>(
        IRequestWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<byte> queryName, IReadOnlyList<TValue> values, Func<TValue, string> textOf)
    {
        if (values.Count == 0)
        {
            return;
        }

        var mark = writer.BeginList(name, queryName);
        for (var index = 0; index < values.Count; index++)
        {
            writer.Item(index + 1, textOf(values[index]));
        }

        writer.EndList(mark);
    }

    private static void Write(IRequestWriter writer, int index, string name, MessageAttributeValue value)
    {
        var mark = writer.BeginValue(index, name);
        writer.Text("DataType"u8, value.DataType);
        writer.Text("StringValue"u8, value.StringValue);
        writer.Binary("BinaryValue"u8, value.BinaryValue);
        Write(writer, "StringListValues"u8, "StringListValue"u8, value.StringListValues);
        Write(writer, "BinaryListValues"u8, "BinaryListValue"u8, value.BinaryListValues, static bytes => Convert.ToBase64String(bytes.Span));
        writer.EndObject(mark);
    }

    private static MessageAttributeValue ReadValue(ref AnswerReader reader)
    {
        string type = "";
        string? text = null;
        ReadOnlyMemory<byte>? bytes = null;
        while (reader.Next())
        {
            if (reader.Is("DataType"u8))
            {
                type = reader.ReadString();
            }
            else if (reader.Is("StringValue"u8))
            {
                text = reader.ReadVerbatim();
            }
            else if (reader.Is("BinaryValue"u8))
            {
                bytes = reader.ReadBinary();
            }
            else
            {
                // The two lists are reserved: the service neither takes nor gives them.
                reader.Skip();
            }
        }

        return new MessageAttributeValue { DataType = type, StringValue = text, BinaryValue = bytes };
    }
}
