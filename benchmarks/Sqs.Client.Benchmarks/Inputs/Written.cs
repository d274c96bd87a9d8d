using Sqs.Client.Operations;
using Sqs.Client.Protocol;

namespace Sqs.Client.Benchmarks.Inputs;

/// <summary>Requests as they are on the wire.</summary>
internal static class Written
{
    public static byte[] Of<TRequest, TResponse>(SqsOperation<TRequest, TResponse> operation, TRequest request)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        using var target = new ByteBuffer(1024);
        OperationWire.WriteQuery(operation, request, target, forUrl: false);
        return target.Written.ToArray();
    }
}
