using System.Text;
using Sqs.Client.Operations;
using Sqs.Client.Protocol;

namespace Sqs.Client.Tests.Protocol;

/// <summary>Answers given to operations without a wire between.</summary>
internal static class Answers
{
    public const string Url = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";

    public static TResponse Read<TRequest, TResponse>(
        SqsOperation<TRequest, TResponse> operation, TRequest request, ReadOnlySpan<byte> answer, Checksums? checksums = null, SqsProtocol asked = SqsProtocol.Query)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        using var buffer = Buffer(answer);
        return OperationWire.ReadResponse(operation, request, new ReadContext(buffer, new SqsResponseMetadata(), checksums) { Asked = asked });
    }

    public static TResponse Read<TRequest, TResponse>(
        SqsOperation<TRequest, TResponse> operation, TRequest request, string answer, Checksums? checksums = null, SqsProtocol asked = SqsProtocol.Query)
        where TRequest : class, ISqsRequest
        where TResponse : class => Read(operation, request, Encoding.UTF8.GetBytes(answer), checksums, asked);

    public static ServiceError? ReadError(
        ReadOnlySpan<byte> answer, SqsProtocol asked = SqsProtocol.Query, string? queryError = null, string? errorType = null)
    {
        using var buffer = Buffer(answer);
        return OperationWire.ReadError(buffer, asked, queryError, errorType);
    }

    public static ByteBuffer Buffer(ReadOnlySpan<byte> answer)
    {
        var buffer = new ByteBuffer(Math.Max(answer.Length, 1));
        buffer.Append(answer);
        return buffer;
    }

    public static GetQueueUrlResponse ReadQueueUrl(ReadOnlySpan<byte> answer) =>
        Read(SqsOperations.GetQueueUrl, new GetQueueUrlRequest { QueueName = "orders" }, answer);

    /// <summary>A well-formed answer whose result element has the content given.</summary>
    public static byte[] WithResult(string action, string content) =>
        Encoding.UTF8.GetBytes($"<{action}Response><{action}Result>{content}</{action}Result><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></{action}Response>");
}
