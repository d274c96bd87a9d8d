using System.Collections.Frozen;

namespace Sqs.Client.LocalServer.Wire;

/// <summary>How a member of the service model is spelt in the Query protocol: flattened, without a wrapper.</summary>
internal enum QueryForm
{
    /// <summary><c>Name.N=text</c>.</summary>
    List,

    /// <summary><c>Name.N.Name=key&amp;Name.N.Value=text</c>.</summary>
    NamedValues,

    /// <summary><c>Name.N.Key=key&amp;Name.N.Value=text</c>.</summary>
    KeyedValues,

    /// <summary><c>Name.N.Name=key&amp;Name.N.Value.Member=text</c>.</summary>
    NamedStructures,

    /// <summary><c>Name.N.Member=text</c>.</summary>
    Entries,
}

/// <summary>The Query names of everything that is not a plain scalar, in requests and in answers.</summary>
internal static class QueryNames
{
    /// <summary>By Query name: the model's member and the form.</summary>
    public static readonly FrozenDictionary<string, (string Member, QueryForm Form)> Requests = new Dictionary<string, (string, QueryForm)>(StringComparer.Ordinal)
    {
        ["AWSAccountId"] = ("AWSAccountIds", QueryForm.List),
        ["ActionName"] = ("Actions", QueryForm.List),
        ["AttributeName"] = ("AttributeNames", QueryForm.List),
        ["MessageSystemAttributeName"] = ("MessageSystemAttributeNames", QueryForm.List),
        ["MessageAttributeName"] = ("MessageAttributeNames", QueryForm.List),
        ["TagKey"] = ("TagKeys", QueryForm.List),
        ["Attribute"] = ("Attributes", QueryForm.NamedValues),
        ["Tag"] = ("Tags", QueryForm.KeyedValues),
        ["MessageAttribute"] = ("MessageAttributes", QueryForm.NamedStructures),
        ["MessageSystemAttribute"] = ("MessageSystemAttributes", QueryForm.NamedStructures),
        ["StringListValue"] = ("StringListValues", QueryForm.List),
        ["BinaryListValue"] = ("BinaryListValues", QueryForm.List),
        ["SendMessageBatchRequestEntry"] = ("Entries", QueryForm.Entries),
        ["DeleteMessageBatchRequestEntry"] = ("Entries", QueryForm.Entries),
        ["ChangeMessageVisibilityBatchRequestEntry"] = ("Entries", QueryForm.Entries),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The element that stands for each item of a member in an answer.</summary>
    public static string AnswerElement(string action, string member) => member switch
    {
        "QueueUrls" or "queueUrls" => "QueueUrl",
        "Messages" => "Message",
        "Attributes" => "Attribute",
        "MessageAttributes" => "MessageAttribute",
        "Tags" => "Tag",
        "Successful" => action + "ResultEntry",
        "Failed" => "BatchResultErrorEntry",
        "Results" => action + "ResultEntry",
        _ => member,
    };
}
