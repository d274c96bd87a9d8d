using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sqs.Client.LocalServer;

/// <summary>
/// One audited request, in the shape of a CloudTrail record: AddPermission, CreateQueue, DeleteQueue, RemovePermission or SetQueueAttributes,
/// done or refused.
/// </summary>
public sealed record AuditRecord
{
    private const string EventVersion = "1.01";
    private const string EventSource = "sqs.amazonaws.com";

    // The texts of policies are full of quotation marks: \" is read more easily than \u0022.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>When, on the server's clock.</summary>
    public required DateTimeOffset EventTime { get; init; }

    /// <summary>The action, such as <c>CreateQueue</c>.</summary>
    public required string EventName { get; init; }

    /// <summary>Who asked.</summary>
    public required AuditIdentity UserIdentity { get; init; }

    /// <summary>The region that the request was for.</summary>
    public required string AwsRegion { get; init; }

    /// <summary>The address that the request came from.</summary>
    public required string SourceIPAddress { get; init; }

    /// <summary>What the caller said it is; null when it said nothing.</summary>
    public string? UserAgent { get; init; }

    /// <summary>What was asked for, as a JSON object with the names of CloudTrail: <c>queueUrl</c>, <c>attributes</c>, <c>aWSAccountIds</c>. Holds policies where they were set.</summary>
    public required string RequestParameters { get; init; }

    /// <summary>What was answered, as a JSON object: <c>queueUrl</c> of CreateQueue. Null for the other actions and for refusals.</summary>
    public string? ResponseElements { get; init; }

    /// <summary>The id that the answer carried.</summary>
    public required string RequestId { get; init; }

    /// <summary>The id of the record.</summary>
    public required string EventId { get; init; }

    /// <summary>The code of the refusal, such as <c>AccessDenied</c>; null when the action was done.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The text of the refusal; null when the action was done.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The record as CloudTrail writes it.</summary>
    /// <returns>A JSON object. Policies that were set stand in it.</returns>
    public string ToJson()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteString("eventVersion", EventVersion);
            WriteIdentity(json);
            json.WriteString("eventTime", EventTime.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteString("eventSource", EventSource);
            json.WriteString("eventName", EventName);
            json.WriteString("awsRegion", AwsRegion);
            json.WriteString("sourceIPAddress", SourceIPAddress);
            WriteIfThere(json, "userAgent", UserAgent);
            WriteIfThere(json, "errorCode", ErrorCode);
            WriteIfThere(json, "errorMessage", ErrorMessage);
            json.WritePropertyName("requestParameters");
            json.WriteRawValue(RequestParameters);
            json.WritePropertyName("responseElements");
            json.WriteRawValue(ResponseElements ?? "null");
            json.WriteString("requestID", RequestId);
            json.WriteString("eventID", EventId);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private void WriteIdentity(Utf8JsonWriter json)
    {
        json.WriteStartObject("userIdentity");
        json.WriteString("type", UserIdentity.Type);
        json.WriteString("principalId", UserIdentity.PrincipalId);
        WriteIfThere(json, "arn", UserIdentity.Arn);
        json.WriteString("accountId", UserIdentity.AccountId);
        WriteIfThere(json, "accessKeyId", UserIdentity.AccessKeyId);
        WriteIfThere(json, "userName", UserIdentity.UserName);
        json.WriteEndObject();
    }

    private static void WriteIfThere(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>Prints what happened and who did it; parameters hold policies and stay out.</summary>
    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append(CultureInfo.InvariantCulture, $"EventTime = {EventTime:O}, EventName = {EventName}, AwsRegion = {AwsRegion}, UserIdentity = {UserIdentity}, RequestId = {RequestId}, ErrorCode = {ErrorCode}");
        return true;
    }
}
