using System.Text.RegularExpressions;

namespace Sqs.Client.House;

/// <summary>Links of the documentation lead somewhere: to a file or folder that is there, to a heading that it has.</summary>
public sealed class LinkTests
{
    private static readonly Regex Link = new(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));

    [Fact]
    public void EveryRelativeLink_LeadsSomewhere()
    {
        var files = SourceTree.Files("docs", ".md").Concat(["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"]);
        Verdict.None(files.SelectMany(file => Broken(file, SourceTree.Text(file))));
    }

    [Fact]
    public void BrokenLinks_AreFound() => Assert.Equal(
        ["README.md: gone.md", "README.md: docs/design.md#no-such-heading", "README.md: #nor-here"],
        Broken("README.md", "# A heading\n[a](gone.md) [b](docs/design.md#no-such-heading) [c](#nor-here) [d](#a-heading) [e](src) [f](https://example.com/x)"));

    private static IEnumerable<string> Broken(string file, string text) => Link.Matches(text)
        .Select(match => match.Groups["target"].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal) && !LeadsSomewhere(file, text, target))
        .Select(target => $"{file}: {target}");

    private static bool LeadsSomewhere(string file, string text, string target)
    {
        var parts = target.Split('#');
        var path = parts[0].Length == 0 ? file : Path.Combine(Path.GetDirectoryName(file)!, parts[0]);
        var full = Path.Combine(SharedMaterial.Repository, path);
        if (parts.Length == 1 || Directory.Exists(full))
        {
            return File.Exists(full) || Directory.Exists(full);
        }

        return File.Exists(full) && Headings(parts[0].Length == 0 ? text : File.ReadAllText(full)).Contains(parts[1], StringComparer.Ordinal);
    }

    /// <summary>The headings as anchors: lower case, without punctuation, hyphens for spaces.</summary>
    private static IEnumerable<string> Headings(string markdown) => markdown.ReplaceLineEndings("\n").Split('\n')
        .Where(line => line.StartsWith('#'))
        .Select(line => string.Concat(line.TrimStart('#').Trim().ToLowerInvariant().Where(character => char.IsLetterOrDigit(character) || character is ' ' or '-' or '_')).Replace(' ', '-'));
}
