using System.Collections.Frozen;

namespace Sqs.Client.LocalServer.Json;

/// <summary>What stands in JSON for a member of a request.</summary>
internal enum JsonForm
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A number without a fraction.</summary>
    Integer,

    /// <summary>Bytes: a string in base64.</summary>
    Blob,

    /// <summary>An array of strings.</summary>
    Texts,

    /// <summary>An array of strings in base64.</summary>
    Blobs,

    /// <summary>An object of strings.</summary>
    TextMap,

    /// <summary>An object of objects (message attributes).</summary>
    StructureMap,

    /// <summary>An array of objects (batch entries).</summary>
    Structures,
}

/// <summary>The members of the service's requests and their forms; a name means the same in every action that has it.</summary>
internal static class JsonMembers
{
    private static readonly FrozenDictionary<string, JsonForm> Forms = new Dictionary<string, JsonForm>(StringComparer.Ordinal)
    {
        ["QueueUrl"] = JsonForm.Text,
        ["QueueName"] = JsonForm.Text,
        ["QueueNamePrefix"] = JsonForm.Text,
        ["QueueOwnerAWSAccountId"] = JsonForm.Text,
        ["Label"] = JsonForm.Text,
        ["NextToken"] = JsonForm.Text,
        ["TaskHandle"] = JsonForm.Text,
        ["SourceArn"] = JsonForm.Text,
        ["DestinationArn"] = JsonForm.Text,
        ["ReceiptHandle"] = JsonForm.Text,
        ["ReceiveRequestAttemptId"] = JsonForm.Text,
        ["Id"] = JsonForm.Text,
        ["MessageBody"] = JsonForm.Text,
        ["MessageDeduplicationId"] = JsonForm.Text,
        ["MessageGroupId"] = JsonForm.Text,
        ["DataType"] = JsonForm.Text,
        ["StringValue"] = JsonForm.Text,
        ["BinaryValue"] = JsonForm.Blob,
        ["StringListValues"] = JsonForm.Texts,
        ["BinaryListValues"] = JsonForm.Blobs,
        ["DelaySeconds"] = JsonForm.Integer,
        ["MaxNumberOfMessages"] = JsonForm.Integer,
        ["MaxNumberOfMessagesPerSecond"] = JsonForm.Integer,
        ["MaxResults"] = JsonForm.Integer,
        ["VisibilityTimeout"] = JsonForm.Integer,
        ["WaitTimeSeconds"] = JsonForm.Integer,
        ["AWSAccountIds"] = JsonForm.Texts,
        ["Actions"] = JsonForm.Texts,
        ["AttributeNames"] = JsonForm.Texts,
        ["MessageAttributeNames"] = JsonForm.Texts,
        ["MessageSystemAttributeNames"] = JsonForm.Texts,
        ["TagKeys"] = JsonForm.Texts,
        ["Attributes"] = JsonForm.TextMap,
        ["Tags"] = JsonForm.TextMap,
        ["MessageAttributes"] = JsonForm.StructureMap,
        ["MessageSystemAttributes"] = JsonForm.StructureMap,
        ["Entries"] = JsonForm.Structures,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Finds the member that a name on the wire stands for. The service passes over names that it does not know.</summary>
    public static bool TryFind(string action, string wireName, out string member, out JsonForm form)
    {
        member = wireName;
        if (wireName is "tags" or "Tags")
        {
            // CreateQueue spells its tags with a small letter, TagQueue with a capital one.
            member = "Tags";
            form = JsonForm.TextMap;
            return string.Equals(action, "CreateQueue", StringComparison.Ordinal) == wireName is "tags";
        }

        return Forms.TryGetValue(wireName, out form);
    }
}
