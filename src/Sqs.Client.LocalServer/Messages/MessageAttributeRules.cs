using System.Text;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Messages;

/// <summary>Checks message attributes as they arrive, in the wording of the service.</summary>
internal static class MessageAttributeRules
{
    private const int MostAttributes = 10;
    private const int LongestName = 256;
    private const int LongestType = 256;

    /// <summary>Reads the user's attributes; number values are still as they were sent, for the digest of the answer.</summary>
    public static IReadOnlyList<MessageAttribute> Read(IReadOnlyList<KeyValuePair<string, Parameters>> attributes)
    {
        if (attributes.Count > MostAttributes)
        {
            throw SqsErrors.InvalidParameter($"Number of message attributes [{attributes.Count}] exceeds the allowed maximum [{MostAttributes}].");
        }

        var read = new List<MessageAttribute>(attributes.Count);
        foreach (var (name, value) in attributes)
        {
            CheckName(name);
            if (read.Exists(earlier => string.Equals(earlier.Name, name, StringComparison.Ordinal)))
            {
                throw SqsErrors.InvalidParameter($"Message (user) attribute name '{name}' already exists.");
            }

            read.Add(ReadValue(name, value));
        }

        return read;
    }

    /// <summary>Reads the system attributes of a send; the service knows one, AWSTraceHeader, a String.</summary>
    public static IReadOnlyList<MessageAttribute> ReadSystem(IReadOnlyList<KeyValuePair<string, Parameters>> attributes)
    {
        var read = new List<MessageAttribute>(attributes.Count);
        foreach (var (name, value) in attributes)
        {
            if (!string.Equals(name, "AWSTraceHeader", StringComparison.Ordinal))
            {
                throw SqsErrors.InvalidParameter($"Message system attribute name '{name}' is invalid.");
            }

            var attribute = ReadValue(name, value);
            if (!string.Equals(attribute.DataType, "String", StringComparison.Ordinal))
            {
                throw SqsErrors.InvalidParameter($"Message system attribute '{name}' must be of type String.");
            }

            read.Add(attribute);
        }

        return read;
    }

    /// <summary>The attributes as the queue stores them: superfluous zeroes of numbers are gone.</summary>
    public static IReadOnlyList<MessageAttribute> Stored(IReadOnlyList<MessageAttribute> sent) =>
        [.. sent.Select(attribute => IsOfType(attribute.DataType, "Number") && NumberText.TryNormalize(attribute.Text, out var stored)
            ? attribute with { Text = stored, Bytes = Encoding.UTF8.GetBytes(stored) }
            : attribute)];

    private static void CheckName(string name)
    {
        if (name.Length == 0)
        {
            throw SqsErrors.InvalidParameter("Message (user) attribute name can not be empty.");
        }

        if (name.Length > LongestName || !MessageCharacters.AreAttributeName(name) || name is ['.', ..] or [.., '.'] || name.Contains("..", StringComparison.Ordinal))
        {
            throw SqsErrors.InvalidParameter(
                $"Message (user) attribute name '{name}' is invalid. It can contain at most {LongestName} alphanumeric characters, underscores, hyphens and periods; it must not start or end with a period or have two in a row.");
        }

        if (name.StartsWith("AWS.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Amazon.", StringComparison.OrdinalIgnoreCase))
        {
            throw SqsErrors.InvalidParameter($"Message (user) attribute name '{name}' is invalid. The prefixes 'AWS.' and 'Amazon.' are reserved.");
        }
    }

    private static MessageAttribute ReadValue(string name, Parameters value)
    {
        if (value.Has("StringListValues") || value.Has("BinaryListValues"))
        {
            throw SqsErrors.UnsupportedOperation("Message attribute list values in SendMessage operation are not supported.");
        }

        if (value.Text("DataType") is not { Length: > 0 } type)
        {
            throw SqsErrors.InvalidParameter($"The message attribute '{name}' must contain non-empty message attribute type.");
        }

        if (Encoding.UTF8.GetByteCount(type) > LongestType)
        {
            throw SqsErrors.InvalidParameter($"The type of the message attribute '{name}' is longer than {LongestType} bytes.");
        }

        return IsOfType(type, "Binary") ? Binary(name, type, value)
            : IsOfType(type, "String") || IsOfType(type, "Number") ? Text(name, type, value)
            : throw SqsErrors.InvalidParameter($"The message attribute '{name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.");
    }

    private static MessageAttribute Text(string name, string type, Parameters value)
    {
        if (value.Text("StringValue") is not { Length: > 0 } text)
        {
            throw EmptyValue(name, type);
        }

        if (!MessageCharacters.AreAllowed(text) || !MessageCharacters.AreAllowed(type))
        {
            throw SqsErrors.InvalidMessageContents();
        }

        return !IsOfType(type, "Number") || NumberText.TryNormalize(text, out _)
            ? new MessageAttribute(name, type, text, Encoding.UTF8.GetBytes(text), IsBinary: false)
            : throw SqsErrors.InvalidParameter($"Can't cast the value of message (user) attribute '{name}' to a number.");
    }

    private static MessageAttribute Binary(string name, string type, Parameters value)
    {
        if (value.Text("BinaryValue") is not { Length: > 0 } base64)
        {
            throw EmptyValue(name, type);
        }

        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length > 0
            ? new MessageAttribute(name, type, Convert.ToBase64String(bytes, 0, length), bytes[..length], IsBinary: true)
            : throw SqsErrors.InvalidParameter($"The value of the message attribute '{name}' is not valid base64.");
    }

    private static SqsFault EmptyValue(string name, string type) =>
        SqsErrors.InvalidParameter($"The message attribute '{name}' must contain non-empty message attribute value for message attribute type '{type}'.");

    /// <summary>A type is one of the three words, alone or followed by a point and a label.</summary>
    private static bool IsOfType(string type, string word) =>
        type.StartsWith(word, StringComparison.Ordinal) && (type.Length == word.Length || type[word.Length] == '.');
}
