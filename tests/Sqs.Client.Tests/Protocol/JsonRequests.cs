using System.Reflection;
using System.Text.Json;
using Sqs.Client.Operations;
using Sqs.Client.Protocol;

namespace Sqs.Client.Tests.Protocol;

/// <summary>Requests of any action, written as JSON. Only tests do that without knowing the type.</summary>
internal static class JsonRequests
{
    public static byte[] Write(ISqsRequest request)
    {
        var operation = typeof(SqsOperations).GetProperties().Single(property => property.PropertyType.GenericTypeArguments[0] == request.GetType());
        var write = typeof(OperationWire).GetMethod(nameof(OperationWire.WriteJson))!.MakeGenericMethod(operation.PropertyType.GenericTypeArguments);
        using var target = new ByteBuffer(16);
        _ = write.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [operation.GetValue(null), request, target], null);
        return target.Written.ToArray();
    }

    /// <summary>What was written, as a parser that is not ours understands it. A member that stands twice fails.</summary>
    public static JsonElement Parse(ReadOnlyMemory<byte> written)
    {
        using var document = JsonDocument.Parse(written, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return document.RootElement.Clone();
    }
}
