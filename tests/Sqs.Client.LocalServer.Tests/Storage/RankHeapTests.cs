using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.LocalServer.Storage;

namespace Sqs.Client.LocalServer.Tests.Storage;

public sealed class RankHeapTests
{
    [Fact]
    public void Heap_OfAnyHistory_HasTheLowestFirst() => Prop.ForAll<(byte Item, byte Rank, bool Out)[]>(steps =>
    {
        var heap = new RankHeap<Item>();
        var items = Enumerable.Range(0, 16).Select(_ => new Item()).ToList();
        var model = new Dictionary<Item, long>();
        foreach (var (number, rank, isOut) in steps)
        {
            var item = items[number % items.Count];
            if (isOut)
            {
                heap.Remove(item);
                _ = model.Remove(item);
            }
            else
            {
                heap.Set(item, rank);
                model[item] = rank;
            }

            Assert.Equal((model.Count, model.Count == 0 ? long.MaxValue : model.Values.Min()), (heap.Count, heap.FirstRank));
            Assert.True(heap.First is { } first ? model[first] == heap.FirstRank : model.Count == 0);
        }

        while (heap.First is { } next)
        {
            Assert.Equal(model.Values.Min(), heap.FirstRank);
            heap.Remove(next);
            Assert.True(model.Remove(next));
        }

        Assert.Empty(model);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(200));

    private sealed class Item : IRanked
    {
        public int Slot { get; set; }
    }
}
