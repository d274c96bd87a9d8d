namespace Sqs.Client.Processing.Tests.Receiving;

public sealed class SharedCapacityTests
{
    private const long MiB = SharedCapacity.LargestMessage;

    [Theory]
    [InlineData(0, MiB, "maxConcurrentHandlers")]
    [InlineData(10_001, MiB, "maxConcurrentHandlers")]
    [InlineData(1, MiB - 1, "maxConcurrentBytes")]
    public void Capacity_BoundOutOfRange_IsRefused(int places, long bytes, string member) =>
        Assert.Equal(member, Assert.Throws<SqsValidationException>(() => new SharedCapacity(places, bytes)).Member);

    [Fact]
    public void Join_MoreThanThereIsRoomFor_IsRefused()
    {
        var places = new SharedCapacity(1);
        var first = places.Join(1);
        Assert.Equal("maxConcurrentHandlers", Assert.Throws<SqsValidationException>(() => places.Join(1)).Member);
        var bytes = new SharedCapacity(10, (2 * MiB) - 1);
        _ = bytes.Join(1);
        Assert.Equal("maxConcurrentBytes", Assert.Throws<SqsValidationException>(() => bytes.Join(1)).Member);
        first.Dispose();
        Assert.NotNull(places.Join(1));
    }

    [Fact]
    public void Message_LargerThanTheBound_StartsAlone()
    {
        var capacity = new SharedCapacity(10, MiB);
        var share = capacity.Join(1);
        Assert.Equal(1, share.Take(10, 0, 1).Total);
        share.Return(0, MiB - (3 * MiB));
        Assert.Equal((1, 3 * MiB), capacity.Taken);
        Assert.Equal(0, share.Take(10, 10, 1).Total);
        share.Return(1, 3 * MiB);
        Assert.Equal(1, share.Take(10, 0, 1).Total);
    }

    [Fact]
    public void Member_Alone_TakesAllThatIsFree()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var (places, bytes) = (random.Next(1, 40), random.Next(1, 40));
            var capacity = new SharedCapacity(places, bytes * MiB);
            var share = capacity.Join(random.Next(1, 5));
            var (taken, room) = (0, 0);
            for (var step = 0; step < 40; step++)
            {
                var (wanted, extra, least) = (random.Next(0, 11), random.Next(0, 11), random.Next(2) == 0 ? 1 : 10);
                var free = Math.Min(wanted, Math.Min(places - taken, bytes - room));
                var more = Math.Min(extra, Math.Min(Math.Max(wanted, extra) - free, bytes - room - free));
                var grant = share.Take(wanted, extra, least);
                Assert.Equal(free + more >= least ? new CapacityGrant(free, more) : default, grant);
                (taken, room) = (taken + grant.Places, room + grant.Total);
                var back = (Places: random.Next(taken + 1), Bytes: random.Next(room + 1));
                share.Return(back.Places, back.Bytes * MiB);
                (taken, room) = (taken - back.Places, room - back.Bytes);
                Assert.Equal((taken, room * MiB), capacity.Taken);
            }
        }
    }

    /// <summary>Whoever was refused is woken when it would not be; nobody ever holds more than there is; in the end everything is free.</summary>
    [Fact]
    public void Members_RandomSchedules_NeverSleepWhileThereIsRoom()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var (places, bytes) = (random.Next(4, 40), random.Next(4, 60));
            var capacity = new SharedCapacity(places, bytes * MiB);
            var members = Enumerable.Range(0, random.Next(2, 5)).Select(_ => new Member(capacity, random)).ToArray();
            for (var step = 0; step < 80; step++)
            {
                members[random.Next(members.Length)].Act();
                Assert.InRange(capacity.Taken.Places, 0, places);
                Assert.InRange(capacity.Taken.Bytes, 0, bytes * MiB);
                Assert.Equal(capacity.Taken.Places, members.Sum(member => member.Places));

                // Those that were woken try again. A poll beside others may come too late; but nobody is woken for ever.
                for (var patience = 20; Array.Find(members, member => member.IsWoken) is { } woken; patience--)
                {
                    Assert.True(patience > 0, $"seed {seed}: woken for nothing");
                    woken.Retry();
                }

                var isFull = capacity.Taken.Places == places || capacity.Taken.Bytes > (bytes - 1) * MiB;
                Assert.True(isFull || !members.All(member => member.IsAsleepForOne), $"seed {seed}: all sleep, and there is room");
            }

            Array.ForEach(members, member => member.End());
            Assert.Equal((0, 0L), capacity.Taken);
        }
    }

    [Theory]
    [InlineData(40, 3, 1)]
    [InlineData(8, 3, 1)]
    [InlineData(30, 1, 1)]
    [InlineData(60, 5, 1)]
    public void Members_BothAlwaysBusy_WorkByTheirWeights(int places, int heavy, int light)
    {
        var world = new BusyWorld(places, (heavy, true), (light, true));
        world.Run(20_000);
        Assert.Equal((double)heavy / light, (double)world.Done[0] / world.Done[1], (double)heavy / light * 0.05);
        Assert.True(world.Done.Sum() > 20_000 / 100 * places * 0.7, "places lay idle");
    }

    [Fact]
    public void Members_OneIdle_LeavesAllButOnePlace()
    {
        var world = new BusyWorld(20, (1, true), (3, false));
        world.Run(5_000);
        Assert.Equal(19, world.MostRunning(0));
        Assert.True(world.HeldLately >= 16, "places lay idle");
    }

    [Fact]
    public void Members_OneWakesUp_HasItsShareSoon()
    {
        var world = new BusyWorld(40, (1, true), (1, false));
        world.Run(5_000);
        world.Wake(1);
        world.Run(1_000);
        var before = world.Done.ToArray();
        world.Run(10_000);
        Assert.Equal(1, (double)(world.Done[0] - before[0]) / (world.Done[1] - before[1]), 0.05);
    }

    private sealed class Member
    {
        private readonly CapacityShare _share;
        private readonly Random _random;
        private long _bytes;
        private (int Places, int Extra, int Least) _wish;

        public Member(SharedCapacity capacity, Random random)
        {
            _random = random;
            _share = capacity.Join(random.Next(1, 5));
            _share.Woken = () => IsWoken = true;
        }

        public int Places { get; private set; }

        public bool IsWoken { get; private set; }

        /// <summary>True when it was refused although one place would do.</summary>
        public bool IsAsleepForOne { get; private set; }

        public void Act()
        {
            switch (_random.Next(5))
            {
                case 0 or 1:
                    _wish = (10, _random.Next(3) == 0 ? _random.Next(5) : 0, _random.Next(4) == 0 ? 10 : 1);
                    Retry();
                    break;
                case 2 or 3 when Places > 0 || _bytes > 0:
                    GiveBack(_random.Next(Places + 1), _random.NextInt64(_bytes + 1));
                    break;
                default:
                    _share.Polled(10, _random.Next(3) * 5);
                    break;
            }
        }

        public void Retry()
        {
            IsWoken = false;
            var grant = _share.Take(_wish.Places, _wish.Extra, _wish.Least);
            (Places, _bytes) = (Places + grant.Places, _bytes + (grant.Total * MiB));
            IsAsleepForOne = grant.Total == 0 && _wish.Least == 1;
        }

        public void End()
        {
            GiveBack(Places, _bytes);
            _share.Dispose();
        }

        private void GiveBack(int places, long bytes)
        {
            (Places, _bytes) = (Places - places, _bytes - bytes);
            _share.Return(places, bytes);
        }
    }
}
