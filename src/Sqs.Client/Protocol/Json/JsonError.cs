using System.Text;

namespace Sqs.Client.Protocol.Json;

/// <summary>
/// Reads an error of AWS JSON 1.0 as four servers write it: the shape in <c>__type</c> with or without its namespace, in a header, or as
/// <c>code</c>; the text as <c>message</c> or <c>Message</c>.
/// </summary>
internal static class JsonError
{
    /// <summary>Reads the error of an answer; null when neither the answer nor its headers say anything of one. It never throws.</summary>
    /// <param name="answer">The answer; empty and unreadable ones count as silent.</param>
    /// <param name="queryError">The header <c>x-amzn-query-error</c>: the code that users see, and whose fault it is.</param>
    /// <param name="errorType">The header <c>x-amzn-errortype</c>: the shape.</param>
    public static ServiceError? Read(Span<byte> answer, string? queryError, string? errorType)
    {
        var (type, code, message) = ReadBody(answer);
        var shape = ShapeOf(type ?? errorType ?? code);
        var parts = (queryError ?? "").Split(';', StringSplitOptions.TrimEntries);
        var publicCode = parts[0].Length > 0 ? parts[0] : shape;
        if (publicCode is null && message is null)
        {
            return null;
        }

        return new ServiceError(CodeOf(publicCode), message, FaultOf(parts), Detail: null, RequestId: null) { Shape = CodeOf(shape) };
    }

    private static (string? Type, string? Code, string? Message) ReadBody(Span<byte> answer)
    {
        try
        {
            var reader = new JsonReader(answer);
            reader.EnterRoot();
            string? type = null, code = null, message = null;
            while (reader.Next())
            {
                if (reader.Name.SequenceEqual("__type"u8))
                {
                    type = ReadText(ref reader);
                }
                else if (Ascii.EqualsIgnoreCase(reader.Name, "code"u8))
                {
                    code = ReadText(ref reader);
                }
                else if (Ascii.EqualsIgnoreCase(reader.Name, "message"u8))
                {
                    message = ReadText(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            reader.Finish();
            return (type, code, message);
        }
        catch (SqsResponseException)
        {
            return default;
        }
    }

    private static string? ReadText(ref JsonReader reader) => Encoding.UTF8.GetString(reader.Bytes(reader.ReadContent())) is { Length: > 0 } text ? text : null;

    /// <summary><c>com.amazonaws.sqs#QueueDoesNotExist:http://...</c> names the shape QueueDoesNotExist.</summary>
    private static string? ShapeOf(string? type)
    {
        if (type is null)
        {
            return null;
        }

        var name = type.AsSpan();
        name = name.IndexOf(':') is >= 0 and var colon ? name[..colon] : name;
        name = name[(name.LastIndexOf('#') + 1)..].Trim();
        return name.Length > 0 ? name.ToString() : null;
    }

    private static SqsErrorCode CodeOf(string? code) => code is null ? SqsErrorCode.None : new SqsErrorCode(code);

    private static SqsFault FaultOf(string[] parts) => parts is [_, "Sender", ..] ? SqsFault.Sender : parts is [_, "Receiver", ..] ? SqsFault.Receiver : SqsFault.Unknown;
}
