using System.Collections.Frozen;
using System.Globalization;
using Sqs.Client.Protocol;

namespace Sqs.Client.Transport;

/// <summary>What an error answer means: the exception that it becomes, and whether trying again makes sense.</summary>
internal static class FailureReader
{
    /// <summary>Source: AWS SDKs and Tools Reference Guide, "Retry behavior"; the last two are KMS behind SQS.</summary>
    private static readonly FrozenSet<string> ThrottlingCodes = FrozenSet.ToFrozenSet(
        [
            "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "TooManyRequestsException",
            "ProvisionedThroughputExceededException", "TransactionInProgressException", "RequestLimitExceeded", "BandwidthLimitExceeded",
            "LimitExceededException", "RequestThrottled", "SlowDown", "PriorRequestNotComplete", "EC2ThrottledException",
            "KMS.ThrottlingException", "KmsThrottled",
        ],
        StringComparer.Ordinal);

    private static readonly SqsErrorCode RequestTimeout = new("RequestTimeout");

    public static SqsFailureKind KindOf(int status, in ServiceError said) =>
        ThrottlingCodes.Contains(said.Code.Value) || ThrottlingCodes.Contains(said.Shape.Value) ? SqsFailureKind.Throttled
        : said.Is(RequestTimeout) || status is 500 or 502 or 503 or 504 ? SqsFailureKind.Transient
        : SqsFailureKind.Permanent;

    public static SqsException ToException(string action, int status, string? requestId, in ServiceError said, SqsFailureKind kind)
    {
        var code = said.Code == SqsErrorCode.None ? "no error code" : said.Code.Value;
        var text = $"{action} failed with {code} (HTTP {status}){(string.IsNullOrEmpty(said.Message) ? "." : $": {said.Message}")}";
        var fault = said.Fault != SqsFault.Unknown ? said.Fault : status >= 500 ? SqsFault.Receiver : SqsFault.Sender;

        SqsException error = kind == SqsFailureKind.Throttled ? new SqsThrottledException(text)
            : said.Is(SqsErrorCode.QueueDoesNotExist) ? new QueueDoesNotExistException(text)
            : new SqsException(text);

        // A server that answers 5xx may have done the work before it failed; a throttled request was never begun.
        var unknown = kind == SqsFailureKind.Transient && status >= 500;
        return error.Describe(action, status, said.RequestId ?? requestId, unknown).Blame(said.Code, fault, said.Detail);
    }

    /// <summary>The service's wish in milliseconds; what cannot be read, or is negative, is no wish.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-amz-retry-after", out var values) ? ReadRetryAfter(string.Join(',', values)) : null;

    public static TimeSpan? ReadRetryAfter(string text)
    {
        if (text.Length == 0 || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        // Longer than any wait that is granted: the number itself does not matter any more.
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds < int.MaxValue
            ? TimeSpan.FromMilliseconds(milliseconds)
            : TimeSpan.MaxValue;
    }
}
