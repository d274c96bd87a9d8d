using Sqs.Client.Protocol;
using Sqs.Client.Protocol.Query;

namespace Sqs.Client.Operations;

/// <summary>The actions on queues, their attributes, tags and permissions, on the wire.</summary>
internal static class QueueWire
{
    public static void Write(AddPermissionRequest request, QueryWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        writer.Text("Label"u8, request.Label);
        AttributeWire.Write(writer, "AWSAccountId"u8, request.AWSAccountIds);
        AttributeWire.Write(writer, "ActionName"u8, request.Actions);
    }

    public static void Write(RemovePermissionRequest request, QueryWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        writer.Text("Label"u8, request.Label);
    }

    public static void Write(CreateQueueRequest request, QueryWriter writer)
    {
        writer.Text("QueueName"u8, request.QueueName);
        AttributeWire.Write(writer, request.Attributes);
        AttributeWire.WriteTags(writer, request.Tags);
    }

    public static void Write(GetQueueAttributesRequest request, QueryWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        AttributeWire.Write(writer, "AttributeName"u8, request.AttributeNames);
    }

    public static void Write(SetQueueAttributesRequest request, QueryWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        AttributeWire.Write(writer, request.Attributes);
    }

    public static void Write(GetQueueUrlRequest request, QueryWriter writer)
    {
        writer.Text("QueueName"u8, request.QueueName);
        writer.Text("QueueOwnerAWSAccountId"u8, request.QueueOwnerAWSAccountId);
    }

    public static void Write(ListQueuesRequest request, QueryWriter writer)
    {
        writer.Text("QueueNamePrefix"u8, request.QueueNamePrefix);
        writer.Text("NextToken"u8, request.NextToken);
        writer.Number("MaxResults"u8, request.MaxResults);
    }

    public static void Write(ListDeadLetterSourceQueuesRequest request, QueryWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        writer.Text("NextToken"u8, request.NextToken);
        writer.Number("MaxResults"u8, request.MaxResults);
    }

    public static void Write(TagQueueRequest request, QueryWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        AttributeWire.WriteTags(writer, request.Tags);
    }

    public static void Write(UntagQueueRequest request, QueryWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        AttributeWire.Write(writer, "TagKey"u8, request.TagKeys);
    }

    /// <summary>Writes the only member of an action that takes no more than its queue.</summary>
    public static void WriteQueueUrl(string queueUrl, QueryWriter writer) => writer.Text("QueueUrl"u8, queueUrl);

    public static CreateQueueResponse Read(ref QueryReader reader, CreateQueueRequest request, ReadContext context) =>
        new() { QueueUrl = ReadQueueUrl(ref reader), Metadata = context.Metadata };

    public static GetQueueUrlResponse Read(ref QueryReader reader, GetQueueUrlRequest request, ReadContext context) =>
        new() { QueueUrl = ReadQueueUrl(ref reader), Metadata = context.Metadata };

    public static GetQueueAttributesResponse Read(ref QueryReader reader, GetQueueAttributesRequest request, ReadContext context)
    {
        Dictionary<QueueAttributeName, string>? attributes = null;
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("Attribute"u8))
            {
                var (key, value) = AttributeWire.ReadPair(ref reader);
                (attributes ??= [])[key] = value;
            }
            else
            {
                reader.Skip();
            }
        }

        return new() { Attributes = attributes ?? EmptyDictionary<QueueAttributeName, string>.Value, Metadata = context.Metadata };
    }

    public static ListQueueTagsResponse Read(ref QueryReader reader, ListQueueTagsRequest request, ReadContext context)
    {
        Dictionary<string, string>? tags = null;
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("Tag"u8))
            {
                var (key, value) = ReadTag(ref reader);
                (tags ??= new(StringComparer.Ordinal))[key] = value;
            }
            else
            {
                reader.Skip();
            }
        }

        return new() { Tags = tags ?? EmptyDictionary<string, string>.Value, Metadata = context.Metadata };
    }

    public static ListQueuesResponse Read(ref QueryReader reader, ListQueuesRequest request, ReadContext context)
    {
        var (urls, token) = ReadPage(ref reader);
        return new() { QueueUrls = urls, NextToken = token, Metadata = context.Metadata };
    }

    public static ListDeadLetterSourceQueuesResponse Read(ref QueryReader reader, ListDeadLetterSourceQueuesRequest request, ReadContext context)
    {
        var (urls, token) = ReadPage(ref reader);
        return new() { QueueUrls = urls, NextToken = token, Metadata = context.Metadata };
    }

    private static string ReadQueueUrl(ref QueryReader reader)
    {
        var url = "";
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("QueueUrl"u8))
            {
                url = reader.ReadString();
            }
            else
            {
                reader.Skip();
            }
        }

        return url;
    }

    private static (List<string> Urls, string? Token) ReadPage(ref QueryReader reader)
    {
        List<string> urls = [];
        string? token = null;
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("QueueUrl"u8))
            {
                urls.Add(reader.ReadString());
            }
            else if (name.SequenceEqual("NextToken"u8))
            {
                token = reader.ReadString();
            }
            else
            {
                reader.Skip();
            }
        }

        return (urls, token);
    }

    private static (string Key, string Value) ReadTag(ref QueryReader reader)
    {
        var tag = (Key: "", Value: "");
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("Key"u8))
            {
                tag.Key = reader.ReadString();
            }
            else if (name.SequenceEqual("Value"u8))
            {
                tag.Value = reader.ReadString();
            }
            else
            {
                reader.Skip();
            }
        }

        return tag;
    }
}
