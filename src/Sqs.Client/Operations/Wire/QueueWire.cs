using Sqs.Client.Protocol;

namespace Sqs.Client.Operations;

/// <summary>The actions on queues, their attributes, tags and permissions, on the wire.</summary>
internal static class QueueWire
{
    public static void Write(AddPermissionRequest request, IRequestWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        writer.Text("Label"u8, request.Label);
        AttributeWire.Write(writer, "AWSAccountIds"u8, "AWSAccountId"u8, request.AWSAccountIds);
        AttributeWire.Write(writer, "Actions"u8, "ActionName"u8, request.Actions);
    }

    public static void Write(RemovePermissionRequest request, IRequestWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        writer.Text("Label"u8, request.Label);
    }

    public static void Write(CreateQueueRequest request, IRequestWriter writer)
    {
        writer.Text("QueueName"u8, request.QueueName);
        AttributeWire.Write(writer, request.Attributes);
        AttributeWire.WriteTags(writer, "tags"u8, request.Tags);
    }

    public static void Write(GetQueueAttributesRequest request, IRequestWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        AttributeWire.Write(writer, "AttributeNames"u8, "AttributeName"u8, request.AttributeNames);
    }

    public static void Write(SetQueueAttributesRequest request, IRequestWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        AttributeWire.Write(writer, request.Attributes);
    }

    public static void Write(GetQueueUrlRequest request, IRequestWriter writer)
    {
        writer.Text("QueueName"u8, request.QueueName);
        writer.Text("QueueOwnerAWSAccountId"u8, request.QueueOwnerAWSAccountId);
    }

    public static void Write(ListQueuesRequest request, IRequestWriter writer)
    {
        writer.Text("QueueNamePrefix"u8, request.QueueNamePrefix);
        writer.Text("NextToken"u8, request.NextToken);
        writer.Number("MaxResults"u8, request.MaxResults);
    }

    public static void Write(ListDeadLetterSourceQueuesRequest request, IRequestWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        writer.Text("NextToken"u8, request.NextToken);
        writer.Number("MaxResults"u8, request.MaxResults);
    }

    public static void Write(TagQueueRequest request, IRequestWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        AttributeWire.WriteTags(writer, "Tags"u8, request.Tags);
    }

    public static void Write(UntagQueueRequest request, IRequestWriter writer)
    {
        writer.Text("QueueUrl"u8, request.QueueUrl);
        AttributeWire.Write(writer, "TagKeys"u8, "TagKey"u8, request.TagKeys);
    }

    /// <summary>Writes the only member of an action that takes no more than its queue.</summary>
    public static void WriteQueueUrl(string queueUrl, IRequestWriter writer) => writer.Text("QueueUrl"u8, queueUrl);

    public static CreateQueueResponse Read(ref AnswerReader reader, CreateQueueRequest request, ReadContext context) =>
        new() { QueueUrl = ReadQueueUrl(ref reader), Metadata = context.Metadata };

    public static GetQueueUrlResponse Read(ref AnswerReader reader, GetQueueUrlRequest request, ReadContext context) =>
        new() { QueueUrl = ReadQueueUrl(ref reader), Metadata = context.Metadata };

    public static GetQueueAttributesResponse Read(ref AnswerReader reader, GetQueueAttributesRequest request, ReadContext context)
    {
        Dictionary<QueueAttributeName, string>? attributes = null;
        while (reader.Next())
        {
            if (reader.Is("Attributes"u8, "Attribute"u8))
            {
                AttributeWire.ReadTexts(ref reader, attributes ??= [], static name => new QueueAttributeName(name));
            }
            else
            {
                reader.Skip();
            }
        }

        return new() { Attributes = attributes ?? EmptyDictionary<QueueAttributeName, string>.Value, Metadata = context.Metadata };
    }

    public static ListQueueTagsResponse Read(ref AnswerReader reader, ListQueueTagsRequest request, ReadContext context)
    {
        Dictionary<string, string>? tags = null;
        while (reader.Next())
        {
            if (reader.Is("Tags"u8, "Tag"u8))
            {
                ReadTags(ref reader, tags ??= new(StringComparer.Ordinal));
            }
            else
            {
                reader.Skip();
            }
        }

        return new() { Tags = tags ?? EmptyDictionary<string, string>.Value, Metadata = context.Metadata };
    }

    public static ListQueuesResponse Read(ref AnswerReader reader, ListQueuesRequest request, ReadContext context)
    {
        var (urls, token) = ReadPage(ref reader);
        return new() { QueueUrls = urls, NextToken = token, Metadata = context.Metadata };
    }

    public static ListDeadLetterSourceQueuesResponse Read(ref AnswerReader reader, ListDeadLetterSourceQueuesRequest request, ReadContext context)
    {
        var (urls, token) = ReadPage(ref reader);
        return new() { QueueUrls = urls, NextToken = token, Metadata = context.Metadata };
    }

    private static string ReadQueueUrl(ref AnswerReader reader)
    {
        var url = "";
        while (reader.Next())
        {
            if (reader.Is("QueueUrl"u8))
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

    /// <summary>Reads a page of queue URLs. In JSON, ListDeadLetterSourceQueues spells their member in lower case.</summary>
    private static (List<string> Urls, string? Token) ReadPage(ref AnswerReader reader)
    {
        List<string> urls = [];
        string? token = null;
        while (reader.Next())
        {
            if (reader.Is("QueueUrls"u8, "QueueUrl"u8) || reader.Is("queueUrls"u8))
            {
                urls.Add(reader.ReadString());
            }
            else if (reader.Is("NextToken"u8))
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

    private static void ReadTags(ref AnswerReader reader, Dictionary<string, string> tags)
    {
        if (reader.IsJson)
        {
            AttributeWire.ReadTexts(ref reader, tags, static key => key);
        }
        else
        {
            var (key, value) = ReadTag(ref reader);
            tags[key] = value;
        }
    }

    private static (string Key, string Value) ReadTag(ref AnswerReader reader)
    {
        var tag = (Key: "", Value: "");
        while (reader.Next())
        {
            if (reader.Is("Key"u8))
            {
                tag.Key = reader.ReadString();
            }
            else if (reader.Is("Value"u8))
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
