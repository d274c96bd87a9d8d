using System.Xml.Linq;

namespace Sqs.Client.House;

/// <summary>Every package that this repository restores is named, with its reason, in docs/dependencies.md.</summary>
public sealed class DependencyTests
{
    [Fact]
    public void EveryPackage_IsNamedInTheDocument()
    {
        var document = SourceTree.Text("docs/dependencies.md");
        Verdict.None(Packages().Where(package => !Names(document, package)).Select(package => package + " is not named in docs/dependencies.md"));
    }

    [Fact]
    public void EveryPackage_HasAnExactVersion() => Assert.All(
        XDocument.Parse(SourceTree.Text("Directory.Packages.props")).Descendants().Where(element => element.Attribute("Version") is not null),
        element => Assert.DoesNotContain((string)element.Attribute("Version")!, unit => unit is '*' or '[' or ','));

    [Theory]
    [InlineData("`Polly.Core` retries", true)]
    [InlineData("We use Polly.Core.", true)]
    [InlineData("| Polly.Core | 8 |", true)]
    [InlineData("Polly.Core.Extras", false)]
    [InlineData("My.Polly.Core", false)]
    [InlineData("Polly.CoreX", false)]
    public void AName_StandsAlone(string document, bool isNamed) => Assert.Equal(isNamed, Names(document, "Polly.Core"));

    private static IEnumerable<string> Packages() => XDocument.Parse(SourceTree.Text("Directory.Packages.props")).Descendants()
        .Where(element => element.Name.LocalName is "PackageVersion" or "GlobalPackageReference")
        .Select(element => (string)element.Attribute("Include")!);

    private static bool Names(string document, string package)
    {
        for (var at = document.IndexOf(package, StringComparison.Ordinal); at >= 0; at = document.IndexOf(package, at + 1, StringComparison.Ordinal))
        {
            var end = at + package.Length;
            var goesOn = end < document.Length && (IsPart(document[end]) || (document[end] == '.' && end + 1 < document.Length && IsPart(document[end + 1])));
            if (!goesOn && (at == 0 || !(IsPart(document[at - 1]) || document[at - 1] == '.')))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPart(char unit) => char.IsAsciiLetterOrDigit(unit) || unit is '-' or '_';
}
