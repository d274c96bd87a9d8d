using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Profiles;

/// <summary>
/// The sections of a file of profiles.
/// <see href="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html">Shared config and credentials files</see>.
/// </summary>
internal static class ProfileText
{
    /// <summary>Reads the sections; a nested setting has the name of its parent before it, <c>sts.endpoint_url</c> for example.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="CredentialsUnavailableException">A line is none of the format; the message names the line and repeats nothing of it.</exception>
    public static Dictionary<string, Dictionary<string, string>> Read(string text, string path)
    {
        var sections = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        Dictionary<string, string>? section = null;
        string? parent = null;
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            var content = line.Trim();
            if (content.Length == 0 || content[0] is '#' or ';')
            {
                continue;
            }

            if (content[0] == '[')
            {
                section = Open(sections, SectionName(content) ?? throw Malformed(path, number, "a section without a name or its ']'"));
                parent = null;
                continue;
            }

            if (section is null)
            {
                throw Malformed(path, number, "a setting before the first section");
            }

            var isNested = char.IsWhiteSpace(line[0]) && parent is not null;
            var equals = content.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw Malformed(path, number, "neither a section, a setting nor a comment");
            }

            var key = content[..equals].Trim().ToLowerInvariant();
            var value = content[(equals + 1)..].Trim();
            section[isNested ? $"{parent}.{key}" : key] = value;
            parent = isNested ? parent : value.Length == 0 ? key : null;
        }

        return sections;
    }

    /// <summary>The name between the brackets, with single blanks and without quotation marks.</summary>
    private static string? SectionName(string content)
    {
        var end = content.IndexOf(']', StringComparison.Ordinal);
        var name = end < 0 ? "" : string.Join(' ', content[1..end].Replace("\"", "", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return name.Length == 0 ? null : name;
    }

    /// <summary>A section that is there twice is one.</summary>
    private static Dictionary<string, string> Open(Dictionary<string, Dictionary<string, string>> sections, string name)
    {
        if (!sections.TryGetValue(name, out var section))
        {
            sections[name] = section = new Dictionary<string, string>(StringComparer.Ordinal);
        }

        return section;
    }

    private static CredentialsUnavailableException Malformed(string path, int line, string what) => new($"{path}, line {line}: {what}");
}
