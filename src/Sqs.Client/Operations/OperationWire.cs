using Sqs.Client.Protocol;
using Sqs.Client.Protocol.Json;
using Sqs.Client.Protocol.Query;

namespace Sqs.Client.Operations;

/// <summary>An operation on the wire: its request into bytes, and the bytes of an answer into its response or an error.</summary>
internal static class OperationWire
{
    /// <summary>Writes the request as the body of a form or as a URL's query.</summary>
    public static void WriteQuery<TRequest, TResponse>(SqsOperation<TRequest, TResponse> operation, TRequest request, ByteBuffer target, bool forUrl)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        var writer = new QueryWriter(target, forUrl);
        writer.Action(operation.Name);
        operation.Write(request, writer);
    }

    /// <summary>Writes the request as an object of AWS JSON 1.0; the action stands in the headers.</summary>
    public static void WriteJson<TRequest, TResponse>(SqsOperation<TRequest, TResponse> operation, TRequest request, ByteBuffer target)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        var writer = new JsonWriter(target);
        operation.Write(request, writer);
        writer.End();
    }

    /// <summary>Reads a successful answer. Texts are unescaped in place, so an answer can be read once.</summary>
    /// <exception cref="SqsResponseException">The answer is not one to this operation.</exception>
    public static TResponse ReadResponse<TRequest, TResponse>(SqsOperation<TRequest, TResponse> operation, TRequest request, ReadContext context)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        var reader = new AnswerReader(context.Answer.Written, context.Asked);
        reader.Enter(operation.Name);
        TResponse? response = null;
        while (reader.MoveToResult(operation.Name, context.Metadata))
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

    /// <summary>Reads the error of an answer; null when the answer is no error of the service. It never throws.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="asked">The protocol of the request. Emulators, and what stands before them, answer XML to requests in JSON.</param>
    /// <param name="queryError">The header <c>x-amzn-query-error</c>.</param>
    /// <param name="errorType">The header <c>x-amzn-errortype</c>.</param>
    public static ServiceError? ReadError(ByteBuffer answer, SqsProtocol asked, string? queryError, string? errorType) =>
        asked == SqsProtocol.Json && !AnswerReader.IsXml(answer.Written)
            ? JsonError.Read(answer.Written, queryError, errorType)
            : QueryError.Read(answer.Written);
}
