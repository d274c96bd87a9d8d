using Sqs.Client.Batching;

namespace Sqs.Client.Tests.Batching;

public sealed class BatchTests
{
    [Theory]
    [InlineData(new long[] { 1, 1, 1, 1 }, 0, 3)] // by count
    [InlineData(new long[] { 1, 1, 1, 1 }, 2, 2)] // what is left
    [InlineData(new long[] { 5, 5, 1 }, 0, 2)] // exactly full
    [InlineData(new long[] { 5, 6, 1 }, 0, 1)]
    [InlineData(new long[] { 99, 1 }, 0, 1)] // an oversized item is not waited for
    [InlineData(new long[] { 0, 0, 0, 0 }, 0, 3)]
    [InlineData(new long[] { long.MaxValue - 5, 1 }, 0, 1)]
    public void Fill_ByCountAndBytes_KeepsTheOrder(long[] sizes, int start, int expected) =>
        Assert.Equal(expected, Batch.Fill(sizes, start, mostItems: 3, mostBytes: 10, size => size));

    [Fact]
    public void Fill_BehindTheEnd_IsAnError() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Batch.Fill([1L], 1, 10, 10, size => size));
}
