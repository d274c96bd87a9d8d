namespace Sqs.Client.Processing.Tests.Books;

/// <summary>The books of a queue balance whatever happens: see <see cref="World"/>.</summary>
/// <param name="output">Where the reasons of repeated runs are told.</param>
public sealed class BooksTests(ITestOutputHelper output)
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(Environment.GetEnvironmentVariable("SQS_FIRST_SEED") is { } first ? int.Parse(first) : 1, Environment.GetEnvironmentVariable("SQS_SEEDS") is { } count ? int.Parse(count) : 4)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task StandardQueue_WithEverythingGoingWrong_LosesNothing(int seed) => BalanceAsync(seed, isFifo: false);

    [Theory]
    [MemberData(nameof(Seeds))]
    public Task FifoQueue_WithEverythingGoingWrong_LosesNothingAndKeepsItsGroupsInOrder(int seed) => BalanceAsync(seed, isFifo: true);

    private async Task BalanceAsync(int seed, bool isFifo)
    {
        await using var world = await World.CreateAsync(seed, isFifo);
        await world.RunAsync();
        world.CheckBooks();
        var (runs, reasons) = (world.Ledger.Runs, world.Ledger.Reasons);
        output.WriteLine($"Seed {seed}: {runs.Count} runs; again because: {string.Join(", ", reasons.Select(pair => $"{pair.Key} {pair.Value}"))}");
        Assert.NotEmpty(reasons);
    }
}
