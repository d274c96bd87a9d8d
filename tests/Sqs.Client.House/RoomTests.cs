namespace Sqs.Client.House;

/// <summary>The walls inside the projects with rooms: a room (folder) imports rooms of lower floors only; rooms of one floor do not know each other.</summary>
public sealed class RoomTests
{
    private const string Root = "src/Sqs.Client";
    private const string ProcessingRoot = "src/Sqs.Client.Processing";
    private const string AwsCredentialsRoot = "src/Sqs.Client.AwsCredentials";

    private static readonly Rooms Client = new(Root, new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["Calls"] = 0,
        ["Errors"] = 0,
        ["Messages"] = 1,
        ["Policies"] = 1,
        ["Queues"] = 2,
        ["Protocol"] = 3,
        ["Diagnostics"] = 3,
        ["Operations"] = 4,
        ["Batching"] = 4,
        ["Transport"] = 5,
        [""] = 6,
        ["Buffering"] = 7,
        ["FairQueues"] = 7,
        ["Regions"] = 7,
        ["Configuration"] = 8,
    });

    private static readonly Rooms Processing = new(ProcessingRoot, new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["Diagnostics"] = 0,
        ["Timing"] = 0,
        ["Failures"] = 1,
        ["Deduplication"] = 1,
        ["Redrive"] = 1,
        ["Leases"] = 2,
        ["Receiving"] = 3,
        ["Handling"] = 3,
        [""] = 4,
        ["Hosting"] = 5,
    });

    private static readonly Rooms AwsCredentials = new(AwsCredentialsRoot, new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["Documents"] = 0,
        ["Profiles"] = 1,
        ["Surroundings"] = 2,
        ["Endpoints"] = 3,
        ["Services"] = 3,
        ["Search"] = 4,
        [""] = 5,
    });

    public static TheoryData<string> Roots => [Root, ProcessingRoot, AwsCredentialsRoot];

    [Theory]
    [MemberData(nameof(Roots))]
    public void EveryFolder_HasAFloor(string root) => Verdict.None(Of(root).Homeless(SourceTree.ParseAll(root)));

    [Theory]
    [MemberData(nameof(Roots))]
    public void EveryName_CanBeResolved(string root) => Verdict.None(Of(root).Unresolved(SourceTree.ParseAll(root)));

    [Theory]
    [MemberData(nameof(Roots))]
    public void Rooms_ImportLowerFloorsOnly(string root) => Verdict.None(Of(root).Violations(SourceTree.ParseAll(root)));

    [Theory]
    [InlineData("Messages", "class Low { Up? _up; }")]
    [InlineData("Messages", "class Low { object Make() => new Up(); }")]
    [InlineData("Messages", "class Low { void Take() => Other.Receive(new()); }")]
    [InlineData("Messages", "class Low { int Call() => 1.Twice(); }")]
    [InlineData("Messages", "class Low { int Call() => Up.Twice(1); }")]
    [InlineData("Messages", "class Low : System.Collections.Generic.List<Up>;")]
    [InlineData("Queues", "class Low { Up? _up; }")]
    [InlineData("", "class Low { Buffered? _up; }")]
    public void AViolation_IsFound(string folder, string source)
    {
        var violations = Client.Violations(
        [
            SourceTree.Parse($"{Root}/{(folder.Length == 0 ? "" : folder + "/")}Low.cs", source),
            SourceTree.Parse($"{Root}/Protocol/Up.cs", "static class Extra { public static int Twice(this int x) => x; } class Up { public static int Twice(int x) => x; }"),
            SourceTree.Parse($"{Root}/Errors/Other.cs", "static class Other { public static void Receive(Up up) { } }"),
            SourceTree.Parse($"{Root}/Buffering/Buffered.cs", "class Buffered;"),
        ]).Where(violation => violation.Contains("/Low.cs:", StringComparison.Ordinal));
        Assert.NotEmpty(violations);
        Assert.All(violations, violation => Assert.Matches("^src/Sqs.Client/.*Low.cs:1 uses (Up|Twice|Buffered) of room (Protocol|Buffering)$", violation));
    }

    [Fact]
    public void RoomsOfOneFloor_DoNotKnowEachOther() => Assert.Equal(
        ["src/Sqs.Client/Policies/A.cs:1 uses B of room Messages"],
        Client.Violations([SourceTree.Parse($"{Root}/Policies/A.cs", "class A { B? _b; }"), SourceTree.Parse($"{Root}/Messages/B.cs", "class B;")]));

    [Fact]
    public void LowerFloors_MayBeUsed() => Verdict.None(
        Client.Violations([SourceTree.Parse($"{Root}/Protocol/Query/A.cs", "class A { B? _b; C? _c; }"), SourceTree.Parse($"{Root}/Messages/B.cs", "class B;"), SourceTree.Parse($"{Root}/Protocol/C.cs", "class C;")]));

    [Fact]
    public void AFolderWithoutAFloor_IsFound() => Assert.Equal(
        [$"{Root}/Cellar/A.cs"], Client.Homeless([SourceTree.Parse($"{Root}/Cellar/A.cs", "class A;"), SourceTree.Parse($"{Root}/B.cs", "class B;")]));

    private static Rooms Of(string root) => root switch { Root => Client, ProcessingRoot => Processing, _ => AwsCredentials };
}
