namespace Sqs.Client.House;

/// <summary>Event ids of all logs are unique, and each project keeps to its range.</summary>
public sealed class EventIdTests
{
    private const string Sample = """
        # Design
        ## Event ids

        | project | range |
        | --- | --- |
        | `Sqs.Client` | 1000-1999 |
        | Sqs.Client.LocalServer | 3,000–3,999 |
        | Sqs.Client.Signing | none |

        ## Next
        | a | b |
        """;

    [Fact]
    public void Ids_AreUniqueAndPlain()
    {
        var used = EventIds.Used(SourceTree.ParseAll("src")).ToArray();
        Verdict.None(used.Where(message => message.Id is null).Select(message => $"{message.Place} has no event id that is a plain number"));
        Verdict.None(used.GroupBy(message => message.Id).Where(twins => twins.Count() > 1).Select(twins => $"{twins.Key}: {string.Join(", ", twins.Select(message => message.Place))}"));
    }

    [Fact]
    public void Ids_LieInTheRangeOfTheirProject()
    {
        var table = EventIds.Table(SourceTree.Text("docs/design.md"));
        Assert.NotEmpty(table);
        var strays = EventIds.Used(SourceTree.ParseAll("src"))
            .Where(message => table.GetValueOrDefault(message.Project) is not { } range || message.Id < range.First || message.Id > range.Last)
            .Select(message => $"{message.Place} uses {message.Id}, outside the range of {message.Project} in docs/design.md");
        Verdict.None(strays);
    }

    [Fact]
    public void Ranges_DoNotOverlap()
    {
        var ranges = EventIds.Table(SourceTree.Text("docs/design.md")).Values.OfType<(int First, int Last)>().OrderBy(range => range.First).ToArray();
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.True(pair.First.Last < pair.Second.First));
    }

    [Fact]
    public void Table_IsRead()
    {
        var table = EventIds.Table(Sample);
        Assert.Equal(3, table.Count);
        Assert.Equal((1000, 1999), table["Sqs.Client"]);
        Assert.Equal((3000, 3999), table["Sqs.Client.LocalServer"]);
        Assert.Null(table["Sqs.Client.Signing"]);
    }

    [Theory]
    [InlineData("[LoggerMessage(7, LogLevel.Debug, \"m\")]", 7)]
    [InlineData("[LoggerMessage(EventId = 7, Level = LogLevel.Debug, Message = \"m\")]", 7)]
    [InlineData("[LoggerMessage(level: LogLevel.Debug, eventId: 7, message: \"m\")]", 7)]
    [InlineData("[LoggerMessage(LogLevel.Debug, \"m\")]", null)]
    [InlineData("[LoggerMessage(Level = LogLevel.Debug, Message = \"m\")]", null)]
    public void Id_IsRead(string attribute, int? id)
    {
        var message = Assert.Single(EventIds.Used([SourceTree.Parse("src/P/A.cs", $"partial class A {{ {attribute} partial void F(); }}")]));
        Assert.Equal(("src/P/A.cs:1", "P", id), message);
    }
}
