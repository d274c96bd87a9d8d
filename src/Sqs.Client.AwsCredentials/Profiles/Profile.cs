namespace Sqs.Client.Aws.Profiles;

/// <summary>The settings of a section, and the files that they stand in. Never printed: there are secrets among them.</summary>
internal sealed class Profile(string name, string files, IReadOnlyDictionary<string, string> settings)
{
    public string Name => name;

    /// <summary>The profile for messages: its name and where it stands.</summary>
    public string Place => $"profile \"{name}\" in {files}";

    /// <summary>A setting; null where it is missing or empty.</summary>
    public string? this[string key] => settings.TryGetValue(key, out var value) && value.Length > 0 ? value : null;
}
