namespace Sqs.Client.Protocol;

/// <summary>The headers by which a protocol tells the service what a request is. They are signed, as AWS's own clients do it.</summary>
internal static class ProtocolHeaders
{
    public const string ContentType = "content-type";
    public const string Target = "x-amz-target";

    /// <summary>Asks the service for the error codes of the Query protocol, which users know; its answer is in <see cref="QueryError"/>.</summary>
    public const string QueryMode = "x-amzn-query-mode";
    public const string QueryError = "x-amzn-query-error";
    public const string ErrorType = "x-amzn-errortype";

    /// <summary>Of a form.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Form { get; } = [new(ContentType, "application/x-www-form-urlencoded; charset=utf-8")];

    /// <summary>Of a GET of the Query protocol, which has no content.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Url { get; } = [];

    /// <summary>Of an object of AWS JSON 1.0 for an action.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Json(string action) =>
        [new(ContentType, "application/x-amz-json-1.0"), new(Target, $"AmazonSQS.{action}"), new(QueryMode, "true")];
}
