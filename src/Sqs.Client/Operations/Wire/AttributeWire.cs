using Sqs.Client.Protocol.Query;

namespace Sqs.Client.Operations;

/// <summary>Lists and maps on the wire: flattened, numbered from 1. Empty ones are not written.</summary>
/// <remarks>Maps are walked as their interface gives them: the order does not matter to the service.</remarks>
internal static class AttributeWire
{
    public static void Write(QueryWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        for (var index = 0; index < values.Count; index++)
        {
            writer.Item(name, index + 1, values[index]);
        }
    }

    public static void Write(QueryWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<MessageSystemAttributeName> values)
    {
        for (var index = 0; index < values.Count; index++)
        {
            writer.Item(name, index + 1, values[index].Value);
        }
    }

    public static void Write(QueryWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<QueueAttributeName> values)
    {
        for (var index = 0; index < values.Count; index++)
        {
            writer.Item(name, index + 1, values[index].Value);
        }
    }

    /// <summary>Writes queue attributes: <c>Attribute.N.Name</c> and <c>Attribute.N.Value</c>.</summary>
    public static void Write(QueryWriter writer, IReadOnlyDictionary<QueueAttributeName, string> attributes)
    {
        var index = 1;
        foreach (var (name, value) in attributes)
        {
            var mark = writer.Enter("Attribute"u8, index++);
            writer.Text("Name"u8, name.Value);
            writer.Text("Value"u8, value);
            writer.Leave(mark);
        }
    }

    /// <summary>Writes tags: <c>Tag.N.Key</c> and <c>Tag.N.Value</c>.</summary>
    public static void WriteTags(QueryWriter writer, IReadOnlyDictionary<string, string> tags)
    {
        var index = 1;
        foreach (var (key, value) in tags)
        {
            var mark = writer.Enter("Tag"u8, index++);
            writer.Text("Key"u8, key);
            writer.Text("Value"u8, value);
            writer.Leave(mark);
        }
    }

    public static void Write(QueryWriter writer, IReadOnlyDictionary<string, MessageAttributeValue> attributes)
    {
        var index = 1;
        foreach (var (name, value) in attributes)
        {
            Write(writer, writer.Enter("MessageAttribute"u8, index++), name, value);
        }
    }

    public static void Write(QueryWriter writer, IReadOnlyDictionary<MessageSystemAttributeName, MessageAttributeValue> attributes)
    {
        var index = 1;
        foreach (var (name, value) in attributes)
        {
            Write(writer, writer.Enter("MessageSystemAttribute"u8, index++), name.Value, value);
        }
    }

    /// <summary>Reads one message attribute: its name and its value, in whichever order they come.</summary>
    public static (string Name, MessageAttributeValue Value) ReadMessageAttribute(ref QueryReader reader)
    {
        var attribute = (Name: "", Value: new MessageAttributeValue { DataType = "" });
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("Name"u8))
            {
                attribute.Name = reader.ReadString();
            }
            else if (name.SequenceEqual("Value"u8))
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
    public static (string Name, string Value) ReadPair(ref QueryReader reader)
    {
        var pair = (Name: "", Value: "");
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("Name"u8))
            {
                pair.Name = reader.ReadString();
            }
            else if (name.SequenceEqual("Value"u8))
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

    private static void Write(QueryWriter writer, int mark, string name, MessageAttributeValue value)
    {
        writer.Text("Name"u8, name);
        _ = writer.Enter("Value"u8);
        writer.Text("DataType"u8, value.DataType);
        writer.Text("StringValue"u8, value.StringValue);
        writer.Binary("BinaryValue"u8, value.BinaryValue);
        Write(writer, "StringListValue"u8, value.StringListValues);
        for (var index = 0; index < value.BinaryListValues.Count; index++)
        {
            writer.Item("BinaryListValue"u8, index + 1, Convert.ToBase64String(value.BinaryListValues[index].Span));
        }

        writer.Leave(mark);
    }

    private static MessageAttributeValue ReadValue(ref QueryReader reader)
    {
        string type = "";
        string? text = null;
        ReadOnlyMemory<byte>? bytes = null;
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("DataType"u8))
            {
                type = reader.ReadString();
            }
            else if (name.SequenceEqual("StringValue"u8))
            {
                text = reader.ReadVerbatim();
            }
            else if (name.SequenceEqual("BinaryValue"u8))
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
