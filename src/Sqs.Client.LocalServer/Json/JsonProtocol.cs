using Microsoft.AspNetCore.Http;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Json;

/// <summary>
/// AWS JSON 1.0: the action in <c>X-Amz-Target</c>, an object in, an object out. A caller that sends <c>x-amzn-query-mode</c> also gets
/// the error code and the status that the Query protocol has for an error.
/// </summary>
internal sealed class JsonProtocol(string? target, bool queryMode) : IWireProtocol
{
    private const string AnswerType = "application/x-amz-json-1.0";
    private const string RequestTypes = "application/x-amz-json-1.";
    private const string FormType = "application/x-www-form-urlencoded";
    private const string TargetHeader = "X-Amz-Target";
    private const string TargetPrefix = "AmazonSQS.";
    private const string QueryModeHeader = "x-amzn-query-mode";

    /// <summary>The protocol of a request that is in JSON; null when it is in the Query protocol.</summary>
    public static JsonProtocol? For(HttpRequest request)
    {
        var type = request.ContentType ?? "";
        var target = request.Headers[TargetHeader].ToString();
        var isJson = type.StartsWith(RequestTypes, StringComparison.OrdinalIgnoreCase)
            || (target.Length > 0 && !type.StartsWith(FormType, StringComparison.OrdinalIgnoreCase));
        return isJson
            ? new JsonProtocol(target, request.Headers[QueryModeHeader].ToString().Equals("true", StringComparison.OrdinalIgnoreCase))
            : null;
    }

    public ActionRequest Read(ReceivedRequest received)
    {
        if (!HttpMethods.IsPost(received.Method) || target is null || !target.StartsWith(TargetPrefix, StringComparison.Ordinal))
        {
            throw string.IsNullOrEmpty(target) ? SqsErrors.MissingTarget() : SqsErrors.InvalidAction(target);
        }

        // The path is nobody's queue: in this protocol the queue is a member of the body, even where a client posts to the queue's URL.
        var action = target[TargetPrefix.Length..];
        return new ActionRequest(action, QueryProtocol.CurrentVersion, "/", new Parameters(JsonBody.Read(action, received.Body)));
    }

    public WireAnswer Success(string action, WireValue? result, string requestId) => new(200, AnswerType, JsonAnswer.Success(result));

    public WireAnswer Failure(SqsFault fault, string requestId) => new(
        queryMode ? fault.Status : fault.JsonStatus,
        AnswerType,
        JsonAnswer.Failure(fault),
        queryMode ? $"{fault.Code};{(fault.IsSendersFault ? "Sender" : "Receiver")}" : null);
}
