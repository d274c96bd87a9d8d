using System.Globalization;

namespace Sqs.Client.Processing.Tests.Receiving;

public sealed class GroupLanesTests
{
    [Fact]
    public void Lanes_RandomSchedules_AgreeWithAPlainList()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            new Schedule(seed).Run();
        }
    }

    /// <summary>The same rules over one list of all items in the order in which they came.</summary>
    private sealed class Schedule(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly GroupLanes<Item> _lanes = new();
        private readonly List<Item> _waiting = [];
        private readonly List<Item> _running = [];
        private int _count;

        public void Run()
        {
            for (var step = 0; step < 60; step++)
            {
                Act();
                Assert.Equal(_waiting.Count, _lanes.Waiting);
                Assert.Equal(Startable().Count(), _lanes.Ready);
            }
        }

        private void Act()
        {
            switch (_random.Next(10))
            {
                case 0 or 1 or 2:
                    var item = new Item(_count++, _random.Next(5) == 0 ? null : _random.Next(3).ToString(CultureInfo.InvariantCulture));
                    _waiting.Add(item);
                    _lanes.Add(item, item.Group);
                    break;
                case 3 or 4 or 5:
                    Next();
                    break;
                case 6 when _running.Count > 0:
                    var ended = Any(_running);
                    _ = _running.Remove(ended);
                    _lanes.Ended(ended);
                    break;
                case 7 when _running.Count > 0:
                    Fail(Any(_running));
                    break;
                case 8 when _waiting.Count > 0:
                    Lose(Any(_waiting));
                    break;
                case 9 when _random.Next(5) == 0:
                    Assert.Equal(_waiting, _lanes.TakeWaiting());
                    _waiting.Clear();
                    break;
            }
        }

        private void Next()
        {
            var expected = Startable().FirstOrDefault();
            Assert.Same(expected, _lanes.Next());
            if (expected is not null)
            {
                _ = _waiting.Remove(expected);
                _running.Add(expected);
            }
        }

        private void Fail(Item running)
        {
            var behind = running.HasFailed ? [] : _waiting.FindAll(item => running.IsMate(item));
            running.HasFailed = true;
            _ = _waiting.RemoveAll(behind.Contains);
            Assert.Equal(behind, _lanes.Failed(running));
        }

        private void Lose(Item waiting)
        {
            var cut = _waiting.FindAll(item => item == waiting || (waiting.IsMate(item) && item.Number > waiting.Number));
            _ = _waiting.RemoveAll(cut.Contains);
            Assert.Equal(cut, _lanes.Failed(waiting));
        }

        private IEnumerable<Item> Startable() => _waiting.Where(item =>
            !_running.Exists(running => running.IsMate(item)) && !_waiting.Exists(other => other.IsMate(item) && other.Number < item.Number));

        private Item Any(List<Item> items) => items[_random.Next(items.Count)];
    }

    private sealed class Item(int number, string? group)
    {
        public int Number { get; } = number;

        public string? Group { get; } = group;

        public bool HasFailed { get; set; }

        public bool IsMate(Item other) => this != other && Group is not null && Group == other.Group;
    }
}
