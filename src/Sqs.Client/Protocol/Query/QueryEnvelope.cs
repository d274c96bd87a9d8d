using System.Text;

namespace Sqs.Client.Protocol.Query;

/// <summary>What stands around the members of every answer.</summary>
internal static class QueryEnvelope
{
    private const string ResponseSuffix = "Response";
    private const string ResultSuffix = "Result";

    /// <summary>Enters the answer's root, which is named after the action.</summary>
    public static void Enter(ref QueryReader reader, string action)
    {
        if (!IsNamed(reader.EnterRoot(), action, ResponseSuffix))
        {
            throw new SqsResponseException($"The answer is not one to {action}: its root element has another name.");
        }
    }

    /// <summary>Goes to the result element, or to the end of the answer, and learns the request id on the way.</summary>
    /// <returns>Whether there is a result; its members follow.</returns>
    public static bool MoveToResult(ref QueryReader reader, string action, SqsResponseMetadata metadata)
    {
        while (reader.Next(out var name))
        {
            if (IsNamed(name, action, ResultSuffix))
            {
                return true;
            }

            if (name.SequenceEqual("ResponseMetadata"u8))
            {
                ReadMetadata(ref reader, metadata);
            }
            else if (name.SequenceEqual("RequestId"u8))
            {
                ReadRequestId(ref reader, metadata);
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Finish();
        return false;
    }

    private static void ReadMetadata(ref QueryReader reader, SqsResponseMetadata metadata)
    {
        while (reader.Next(out var name))
        {
            if (name.SequenceEqual("RequestId"u8))
            {
                ReadRequestId(ref reader, metadata);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>The headers have named it already, as a rule: then the element is read like any other, and no string is made of it.</summary>
    private static void ReadRequestId(ref QueryReader reader, SqsResponseMetadata metadata)
    {
        var text = reader.ReadTrimmed();
        if (metadata.RequestId is null)
        {
            metadata.LearnRequestId(Encoding.UTF8.GetString(text));
        }
    }

    private static bool IsNamed(ReadOnlySpan<byte> name, string action, string suffix) =>
        name.Length == action.Length + suffix.Length
        && Ascii.Equals(name[..action.Length], action)
        && Ascii.Equals(name[action.Length..], suffix);
}
