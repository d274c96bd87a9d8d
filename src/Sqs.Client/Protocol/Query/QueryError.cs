namespace Sqs.Client.Protocol.Query;

/// <summary>
/// Reads the two forms of error documents: <c>ErrorResponse/Error</c> with <c>RequestId</c>, and the older <c>Response/Errors/Error</c>
/// with <c>RequestID</c>.
/// </summary>
internal struct QueryError
{
    private string _code;
    private string? _message;
    private string? _detail;
    private string? _requestId;
    private SqsFault _fault;
    private bool _found;

    /// <summary>Reads the error of an answer; null when it is no error document.</summary>
    public static ServiceError? Read(Span<byte> answer)
    {
        try
        {
            var reader = new QueryReader(answer);
            var root = reader.EnterRoot();
            if (!root.SequenceEqual("ErrorResponse"u8) && !root.SequenceEqual("Response"u8))
            {
                return null;
            }

            var error = new QueryError { _code = "" };
            error.ReadRoot(ref reader);
            reader.Finish();
            return error._found ? new ServiceError(new SqsErrorCode(error._code), error._message, error._fault, error._detail, error._requestId) : null;
        }
        catch (SqsResponseException)
        {
            return null;
        }
    }

    private void ReadRoot(ref QueryReader reader)
    {
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("Error"u8))
            {
                ReadError(ref reader);
            }
            else if (name.SequenceEqual("Errors"u8))
            {
                ReadErrors(ref reader);
            }
            else if (name.SequenceEqual("RequestId"u8) || name.SequenceEqual("RequestID"u8))
            {
                _requestId = ReadOptional(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadErrors(ref QueryReader reader)
    {
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("Error"u8) && !_found)
            {
                ReadError(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadError(ref QueryReader reader)
    {
        _found = true;
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("Code"u8))
            {
                _code = reader.ReadString();
            }
            else if (name.SequenceEqual("Message"u8))
            {
                _message = ReadOptional(ref reader);
            }
            else if (name.SequenceEqual("Detail"u8))
            {
                _detail = ReadOptional(ref reader);
            }
            else if (name.SequenceEqual("Type"u8))
            {
                _fault = ReadFault(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static string? ReadOptional(ref QueryReader reader) => reader.ReadString() is { Length: > 0 } text ? text : null;

    private static SqsFault ReadFault(ref QueryReader reader)
    {
        var type = reader.ReadTrimmed();
        return type.SequenceEqual("Sender"u8) ? SqsFault.Sender : type.SequenceEqual("Receiver"u8) ? SqsFault.Receiver : SqsFault.Unknown;
    }
}
