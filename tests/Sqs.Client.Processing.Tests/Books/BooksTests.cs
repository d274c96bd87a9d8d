using System.Globalization;

namespace Sqs.Client.Processing.Tests.Books;

/// <summary>
/// The books of a queue balance whatever happens: see <see cref="World"/>. SQS_FIRST_SEED and SQS_SEEDS in the environment choose other and more seeds.
/// </summary>
public abstract class BooksTests(bool isFifo, ITestOutputHelper output)
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(Number("SQS_FIRST_SEED", 1), Number("SQS_SEEDS", 3))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task WithEverythingGoingWrong_TheBooksBalance(int seed)
    {
        await using var world = await World.CreateAsync(new WorldPlan(seed, isFifo));
        await world.RunAsync();
        world.CheckBooks();
        var (runs, reasons) = (world.Ledger.Runs, world.Ledger.Reasons);
        output.WriteLine($"Seed {seed}: {runs.Count} runs; again because: {string.Join(", ", reasons.Select(pair => $"{pair.Key} {pair.Value}"))}");
        Assert.NotEmpty(reasons);
    }

    private static int Number(string name, int otherwise) => Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}

public sealed class StandardBooksTests(ITestOutputHelper output) : BooksTests(isFifo: false, output);

public sealed class FifoBooksTests(ITestOutputHelper output) : BooksTests(isFifo: true, output);
