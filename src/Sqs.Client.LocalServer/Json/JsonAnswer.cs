using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Json;

/// <summary>Writes the answers of the JSON protocol: what has no elements is left out, letters of all languages stand unescaped.</summary>
internal static class JsonAnswer
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The answer to an action that succeeded; an action without a result answers an empty object.</summary>
    public static ReadOnlyMemory<byte> Success(WireValue? result) => Write(json => Structure(json, result ?? WireValue.Structure()));

    /// <summary>The answer to a request that was refused.</summary>
    public static ReadOnlyMemory<byte> Failure(SqsFault fault) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("__type", JsonErrorType.Of(fault));
        json.WriteString("message", fault.JsonMessage);
        json.WriteEndObject();
    });

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            write(json);
        }

        return bytes.WrittenMemory;
    }

    private static void Structure(Utf8JsonWriter json, WireValue structure)
    {
        json.WriteStartObject();
        foreach (var (member, value) in structure.Members)
        {
            if (value.Kind is not (WireKind.List or WireKind.Map) || value.Items.Count + value.Members.Count > 0)
            {
                json.WritePropertyName(member);
                Value(json, value);
            }
        }

        json.WriteEndObject();
    }

    private static void Value(Utf8JsonWriter json, WireValue value)
    {
        switch (value.Kind)
        {
            case WireKind.Number:
                json.WriteNumberValue(long.Parse(value.Scalar, CultureInfo.InvariantCulture));
                break;
            case WireKind.Boolean:
                json.WriteBooleanValue(value.Scalar is "true");
                break;
            case WireKind.List:
                json.WriteStartArray();
                foreach (var item in value.Items)
                {
                    Value(json, item);
                }

                json.WriteEndArray();
                break;
            case WireKind.Map or WireKind.Structure:
                Structure(json, value);
                break;
            default:
                json.WriteStringValue(value.Scalar);
                break;
        }
    }
}
