namespace Sqs.Client.Processing;

/// <summary>
/// How much may be worked on at once, by handlers and by bytes. Each processor has one of its own unless several are given the same: they then share it by
/// their weights. While all want more, each has its share; what one does not use, the others may.
/// </summary>
public sealed class SharedCapacity
{
    /// <summary>Bytes of the largest message: what is set aside for each message that is asked for.</summary>
    internal const long LargestMessage = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly List<CapacityShare> _shares = [];
    private readonly int _places;
    private readonly long _bytes;
    private int _placesTaken;
    private long _bytesTaken;
    private long _refusals;

    /// <summary>Sets the bounds.</summary>
    /// <param name="maxConcurrentHandlers">The most handlers at once, 1 to 10,000; at least one for each processor.</param>
    /// <param name="maxConcurrentBytes">The most bytes of messages in work at once, at least 1 MiB (the largest message) for each processor.</param>
    /// <exception cref="SqsValidationException">A bound is out of its range.</exception>
    public SharedCapacity(int maxConcurrentHandlers, long maxConcurrentBytes = 64 * 1024 * 1024)
    {
        if (maxConcurrentHandlers is < 1 or > 10_000)
        {
            throw new SqsValidationException(nameof(maxConcurrentHandlers), "must be from 1 to 10,000");
        }

        if (maxConcurrentBytes < LargestMessage)
        {
            throw new SqsValidationException(nameof(maxConcurrentBytes), "must be at least 1 MiB, the size of the largest message");
        }

        (_places, _bytes) = (maxConcurrentHandlers, maxConcurrentBytes);
    }

    internal int Places => _places;

    internal (int Places, long Bytes) Taken
    {
        get
        {
            lock (_gate)
            {
                return (_placesTaken, _bytesTaken);
            }
        }
    }

    /// <summary>Lets one more have a part.</summary>
    /// <param name="weight">Its weight, at least 1.</param>
    /// <exception cref="SqsValidationException">The capacity is too small for one more.</exception>
    internal CapacityShare Join(int weight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        lock (_gate)
        {
            if (_shares.Count >= _places)
            {
                throw new SqsValidationException("maxConcurrentHandlers", "must be at least the number of processors that share the capacity");
            }

            // Else one that polls an empty queue would keep the others from polling at all.
            if (_shares.Count >= _bytes / LargestMessage)
            {
                throw new SqsValidationException("maxConcurrentBytes", "must be at least 1 MiB for each processor that shares the capacity");
            }

            var share = new CapacityShare(this, weight);
            _shares.Add(share);
            return share;
        }
    }

    internal CapacityGrant Take(CapacityShare share, int places, int extra, int atLeast)
    {
        var grant = default(CapacityGrant);
        Change(() =>
        {
            var offer = Offer(share, places, extra);
            if (offer.Total == 0 || offer.Total < atLeast)
            {
                share.Refuse(new CapacityWish(places, extra, Math.Max(1, atLeast)), ++_refusals);
                return;
            }

            grant = offer;
            share.Wish = null;
            share.IsServed();
            share.Held += grant.Places;
            _placesTaken += grant.Places;
            _bytesTaken += grant.Total * LargestMessage;
        });
        return grant;
    }

    internal bool TakePlace(CapacityShare share, int waiting)
    {
        var isGranted = false;
        Change(() =>
        {
            isGranted = Fill(share, waiting, _places - _placesTaken) > 0;
            if (!isGranted)
            {
                share.RefusePlaces(waiting, ++_refusals);
                return;
            }

            share.WaitingForPlaces = 0;
            share.IsServed();
            share.Held++;
            _placesTaken++;
        });
        return isGranted;
    }

    internal void Return(CapacityShare share, int places, long bytes) => Change(() =>
    {
        share.Held -= places;
        _placesTaken -= places;
        _bytesTaken -= bytes;
    });

    internal void Leave(CapacityShare share) => Change(() => _shares.Remove(share));

    /// <summary>Changes something, and wakes those whom that lets go on. A refusal does, too: what one was kept waiting for may be another's after all.</summary>
    internal void Change(Action change)
    {
        List<CapacityShare> woken;
        lock (_gate)
        {
            change();
            woken = _shares.FindAll(MayTryAgain);
            woken.ForEach(share => share.IsAsleep = false);
        }

        woken.ForEach(share => share.Wake());
    }

    private bool MayTryAgain(CapacityShare share) => share.IsAsleep
        && ((share.WaitingForPlaces > 0 && Fill(share, share.WaitingForPlaces, _places - _placesTaken) > 0)
            || (share.Wish is { } wish && Offer(share, wish.Places, wish.Extra).Total >= wish.AtLeast));

    private CapacityGrant Offer(CapacityShare share, int places, int extra)
    {
        var isFrugal = share.IsIdle && _shares.Count > 1;
        var room = (int)Math.Clamp((_bytes - _bytesTaken) / LargestMessage, 0, int.MaxValue);
        var granted = Fill(share, isFrugal ? Math.Min(places, 1) : places, Math.Min(_places - _placesTaken, room));

        // What is fetched ahead comes after what the others could start at once.
        var left = room - granted - _shares.Where(other => other != share).Sum(other => Demand(other));
        return new CapacityGrant(granted, isFrugal ? 0 : Math.Clamp(Math.Min(extra, left), 0, Math.Max(0, Math.Max(places, extra) - granted)));
    }

    /// <summary>How much of what is free is this one's: one after the other goes to whoever wants it and has the least by its weight.</summary>
    private int Fill(CapacityShare share, int wanted, int free)
    {
        var rivals = _shares.Where(other => other != share && Demand(other) > 0).Select(other => new Rival(other, Demand(other))).ToArray();
        if (rivals.Length == 0)
        {
            return Math.Clamp(free, 0, wanted);
        }

        var granted = 0;
        for (; free > 0 && granted < wanted; free--)
        {
            var first = rivals.Where(rival => rival.Left > 0).MinBy(rival => (rival.Ratio, rival.Share.Since));
            if (first is null || ((double)(share.Held + granted) / share.Weight, share.Since).CompareTo((first.Ratio, first.Share.Since)) <= 0)
            {
                granted++;
            }
            else
            {
                first.Granted++;
            }
        }

        return granted;
    }

    /// <summary>What is kept free for one: its share while it has enough to do, and what it was refused.</summary>
    private int Demand(CapacityShare share)
    {
        var entitled = Math.Max(1, (int)((long)_places * share.Weight / _shares.Sum(each => (long)each.Weight)));
        return Math.Max(share.IsHungry ? Math.Max(0, entitled - share.Held) : 0, share.Refused);
    }

    private sealed class Rival(CapacityShare share, int demand)
    {
        public CapacityShare Share { get; } = share;

        public int Granted { get; set; }

        public int Left => demand - Granted;

        public double Ratio => (double)(Share.Held + Granted) / Share.Weight;
    }
}
