using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Profiles;

/// <summary>A file of profiles, and whether it has to be there.</summary>
internal readonly record struct ProfilePlace(string Path, bool IsRequired);

/// <summary>The two files of profiles. They are read anew by each look, so that what other tools write into them is seen.</summary>
internal sealed class ProfileFiles(ProfilePlace credentials, ProfilePlace config)
{
    /// <summary>Where profiles are looked for, for messages.</summary>
    public string Place => $"{credentials.Path} and {config.Path}";

    /// <summary>Finds a profile; what the file of credentials says counts before what the other says.</summary>
    /// <exception cref="CredentialsUnavailableException">A file is malformed, cannot be read, or was asked for and is missing.</exception>
    public async ValueTask<Profile?> FindAsync(string name, CancellationToken cancellationToken) => Merge(
        name,
        Parse(config, await TextOfAsync(config, cancellationToken).ConfigureAwait(false)),
        Parse(credentials, await TextOfAsync(credentials, cancellationToken).ConfigureAwait(false)));

    /// <summary>As <see cref="FindAsync"/>, for options: those are made without waiting.</summary>
    /// <exception cref="CredentialsUnavailableException">A file is malformed, cannot be read, or was asked for and is missing.</exception>
    public Profile? Find(string name) => Merge(name, Parse(config, TextOf(config)), Parse(credentials, TextOf(credentials)));

    /// <summary>A section of the file of settings that is no profile: <c>sso-session</c> or <c>services</c>.</summary>
    /// <exception cref="CredentialsUnavailableException">The file is malformed or cannot be read.</exception>
    public async ValueTask<Profile?> FindSectionAsync(string kind, string name, CancellationToken cancellationToken)
    {
        var sections = Parse(config, await TextOfAsync(config, cancellationToken).ConfigureAwait(false));
        return sections.TryGetValue($"{kind} {name}", out var section) ? new Profile(name, config.Path, section) : null;
    }

    private Profile? Merge(string name, Dictionary<string, Dictionary<string, string>> configured, Dictionary<string, Dictionary<string, string>> secret)
    {
        // In the file of settings only the default profile may stand without the word "profile"; with it, it counts before the one without.
        var settings = configured.GetValueOrDefault($"profile {name}") ?? (name == "default" ? configured.GetValueOrDefault(name) : null);
        var secrets = secret.GetValueOrDefault(name) ?? secret.GetValueOrDefault($"profile {name}");
        if (settings is null && secrets is null)
        {
            return null;
        }

        var merged = new Dictionary<string, string>(settings ?? [], StringComparer.Ordinal);
        foreach (var (key, value) in secrets ?? [])
        {
            merged[key] = value;
        }

        return new Profile(name, settings is null ? credentials.Path : secrets is null ? config.Path : Place, merged);
    }

    private static Dictionary<string, Dictionary<string, string>> Parse(ProfilePlace place, string? text) =>
        text is null ? [] : ProfileText.Read(text, place.Path);

    private static async ValueTask<string?> TextOfAsync(ProfilePlace place, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(place.Path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Missing(place, exception);
        }
    }

    private static string? TextOf(ProfilePlace place)
    {
        try
        {
            return File.ReadAllText(place.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Missing(place, exception);
        }
    }

    /// <summary>A file that is not there is like an empty one, unless it was asked for.</summary>
    private static string? Missing(ProfilePlace place, Exception exception) =>
        exception is FileNotFoundException or DirectoryNotFoundException && !place.IsRequired
            ? null
            : throw new CredentialsUnavailableException($"the file of profiles {place.Path} cannot be read: {SecretFile.Reason(exception)}");
}
