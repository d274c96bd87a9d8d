using System.Globalization;
using System.Text.Json;
using Sqs.Client.Signing;

namespace Sqs.Client.Aws;

/// <summary>Credentials in JSON, as containers, instances and processes give them.</summary>
internal static class CredentialsDocument
{
    /// <summary>Reads a document.</summary>
    /// <param name="json">The text.</param>
    /// <param name="place">Where it came from, for messages.</param>
    /// <param name="tokenName">The name that the session token has there.</param>
    /// <param name="objection">Says what else is wrong with the document; null for nothing.</param>
    /// <exception cref="CredentialsUnavailableException">It is none; the message names the place and the member, and repeats no value.</exception>
    public static AwsCredentials Read(string json, string place, string tokenName, Func<JsonElement, string?>? objection = null)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new CredentialsUnavailableException($"{place} gave JSON that is no object");
            }

            return objection?.Invoke(document.RootElement) is { } wrong
                ? throw new CredentialsUnavailableException($"{place} {wrong}")
                : Read(document.RootElement, place, tokenName);
        }
        catch (JsonException exception)
        {
            // The exception's own text may quote what stands at the fault.
            throw new CredentialsUnavailableException($"{place} gave no JSON: it breaks off in line {exception.LineNumber + 1}");
        }
        catch (InvalidOperationException)
        {
            throw new CredentialsUnavailableException($"{place} gave a text with half a surrogate pair");
        }
    }

    /// <summary>A member that is a text.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>A member that is a time, null where it is missing.</summary>
    /// <exception cref="CredentialsUnavailableException">It is no time.</exception>
    public static DateTimeOffset? Time(JsonElement element, string name, string place)
    {
        if (Text(element, name) is not { } text)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new CredentialsUnavailableException($"{place} gave a document whose {name} is no time");
    }

    /// <summary>Makes a snapshot and says where a value came from that cannot be used.</summary>
    /// <exception cref="CredentialsUnavailableException">A value is missing or holds what it cannot hold.</exception>
    public static AwsCredentials Make(string place, (string Name, string? Value) id, (string Name, string? Value) secret, (string Name, string? Value) token, DateTimeOffset? expiration)
    {
        try
        {
            return new AwsCredentials(Require(place, id), Require(place, secret), token.Value, expiration);
        }
        catch (ArgumentException exception)
        {
            var name = exception.ParamName switch { "accessKeyId" => id.Name, "secretAccessKey" => secret.Name, _ => token.Name };
            throw new CredentialsUnavailableException($"{place} holds a {name} that cannot be used: a blank, a control character, or one outside ASCII");
        }
    }

    private static AwsCredentials Read(JsonElement root, string place, string tokenName)
    {
        if (Text(root, "Code") is { } code && !string.Equals(code, "Success", StringComparison.OrdinalIgnoreCase))
        {
            throw new CredentialsUnavailableException($"{place} refused: {Word(code)}");
        }

        return Make(
            place,
            ("AccessKeyId", Text(root, "AccessKeyId")),
            ("SecretAccessKey", Text(root, "SecretAccessKey")),
            (tokenName, Text(root, tokenName)),
            Time(root, "Expiration", place));
    }

    private static string Require(string place, (string Name, string? Value) part) =>
        part.Value ?? throw new CredentialsUnavailableException($"{place} gave no {part.Name}");

    /// <summary>A code as the service spells them; anything else is not repeated.</summary>
    private static string Word(string code) => code.Length <= 64 && code.All(char.IsAsciiLetterOrDigit) ? code : "a code that is no word";
}
