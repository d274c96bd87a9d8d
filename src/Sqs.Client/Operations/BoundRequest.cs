using Sqs.Client.Protocol;

namespace Sqs.Client.Operations;

/// <summary>A request together with how it is checked and written, whatever its type.</summary>
internal sealed class BoundRequest
{
    private readonly Action _check;
    private readonly Action<ByteBuffer, bool> _write;

    private BoundRequest(string name, string? queueUrl, Action check, Action<ByteBuffer, bool> write)
    {
        (Name, QueueUrl) = (name, queueUrl);
        (_check, _write) = (check, write);
    }

    /// <summary>The action as AWS spells it.</summary>
    public string Name { get; }

    /// <summary>The queue that the request is for; null for actions of the account.</summary>
    public string? QueueUrl { get; }

    public static BoundRequest Of<TRequest, TResponse>(SqsOperation<TRequest, TResponse> operation, TRequest request)
        where TRequest : class, ISqsRequest
        where TResponse : class =>
        new(
            operation.Name,
            operation.QueueUrl?.Invoke(request),
            () => operation.Check(request),
            (target, forUrl) => OperationWire.WriteQuery(operation, request, target, forUrl));

    /// <summary>Refuses, by <see cref="SqsValidationException"/>, what the service would refuse.</summary>
    public void Check() => _check();

    /// <summary>Writes the whole request, <c>Action</c> and <c>Version</c> included.</summary>
    public void Write(ByteBuffer target, bool forUrl) => _write(target, forUrl);
}
