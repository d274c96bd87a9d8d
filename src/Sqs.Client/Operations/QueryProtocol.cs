using Sqs.Client.Protocol;
using Sqs.Client.Protocol.Query;

namespace Sqs.Client.Operations;

/// <summary>The Query protocol of an operation: its request into bytes, and the bytes of an answer into its response or an error.</summary>
internal static class QueryProtocol
{
    /// <summary>Writes the request as a form's body, or as a URL's query.</summary>
    public static void WriteRequest<TRequest, TResponse>(SqsOperation<TRequest, TResponse> operation, TRequest request, ByteBuffer target, bool forUrl)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        var writer = new QueryWriter(target, forUrl);
        writer.Action(operation.Name);
        operation.Write(request, writer);
    }

    /// <summary>Reads a successful answer. Texts are unescaped in place, so an answer can be read once.</summary>
    /// <exception cref="SqsResponseException">The answer is not one to this operation.</exception>
    public static TResponse ReadResponse<TRequest, TResponse>(SqsOperation<TRequest, TResponse> operation, TRequest request, ReadContext context)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        var reader = new QueryReader(context.Answer.Written);
        QueryEnvelope.Enter(ref reader, operation.Name);
        TResponse? response = null;
        while (QueryEnvelope.MoveToResult(ref reader, operation.Name, context.Metadata))
        {
            if (operation.IsVoid)
            {
                reader.Skip();
            }
            else if (response is null)
            {
                response = operation.Read(ref reader, request, context);
            }
            else
            {
                throw new SqsResponseException($"The answer to {operation.Name} has two results.");
            }
        }

        if (operation.IsVoid)
        {
            return operation.Read(ref reader, request, context);
        }

        return response ?? throw new SqsResponseException($"The answer to {operation.Name} has no result.");
    }

    /// <summary>Reads the error of an answer; null when the answer is no error document of the service. It never throws.</summary>
    public static ServiceError? ReadError(ByteBuffer answer) => QueryError.Read(answer.Written);
}
