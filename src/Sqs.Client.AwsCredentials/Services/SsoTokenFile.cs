using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Services;

/// <summary>The file in which <c>aws sso login</c> leaves its token; it is written again when the token is renewed.</summary>
internal sealed class SsoTokenFile
{
    private readonly JsonObject _members;

    private SsoTokenFile(string path, JsonObject members)
    {
        Path = path;
        _members = members;
    }

    public string Path { get; }

    public string? AccessToken => this["accessToken"];

    public string? RefreshToken => this["refreshToken"];

    public string? ClientId => this["clientId"];

    public string? ClientSecret => this["clientSecret"];

    public DateTimeOffset Expiration => Time("expiresAt") ?? DateTimeOffset.MinValue;

    public DateTimeOffset RegistrationExpiration => Time("registrationExpiresAt") ?? DateTimeOffset.MinValue;

    /// <summary>Where the token of a session lies, by the name of the session or, in the older form, the start URL.</summary>
#pragma warning disable CA5350 // the name of a file as the AWS CLI makes it; nothing is protected by it
    public static string Of(string home, string key) =>
        System.IO.Path.Combine(home, ".aws", "sso", "cache", Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(key))).ToLowerInvariant() + ".json");
#pragma warning restore CA5350

    /// <summary>Reads a file.</summary>
    /// <exception cref="CredentialsUnavailableException">There is none, or it cannot be read.</exception>
    public static async ValueTask<SsoTokenFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var text = await SecretFile.ReadAsync(path, "the login", cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonNode.Parse(text) is JsonObject members ? new SsoTokenFile(path, members) : throw new CredentialsUnavailableException($"{path} is no JSON object");
        }
        catch (JsonException exception)
        {
            throw new CredentialsUnavailableException($"{path} is no JSON: it breaks off in line {exception.LineNumber + 1}");
        }
    }

    /// <summary>Puts a renewed token in place of the old one, whole: other programs read the file too.</summary>
    public async ValueTask ReplaceAsync(string accessToken, DateTimeOffset expiration, string? refreshToken, CancellationToken cancellationToken)
    {
        _members["accessToken"] = accessToken;
        _members["expiresAt"] = expiration.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        if (refreshToken is not null)
        {
            _members["refreshToken"] = refreshToken;
        }

        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var temporary = $"{Path}.{Environment.ProcessId}";
        var stream = new FileStream(temporary, options);
        await using (stream.ConfigureAwait(false))
        {
            var writer = new Utf8JsonWriter(stream);
            await using (writer.ConfigureAwait(false))
            {
                _members.WriteTo(writer);
            }
        }

        File.Move(temporary, Path, overwrite: true);
    }

    private string? this[string name] => _members[name] is JsonValue value && value.TryGetValue(out string? text) && text is { Length: > 0 } ? text : null;

    private DateTimeOffset? Time(string name) =>
        DateTimeOffset.TryParse(this[name], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
