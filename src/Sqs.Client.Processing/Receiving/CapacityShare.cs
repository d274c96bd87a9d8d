using System.Runtime.InteropServices;

namespace Sqs.Client.Processing;

/// <summary>One processor's part in a capacity. Its state is read and changed under the lock of the capacity alone.</summary>
internal sealed class CapacityShare(SharedCapacity capacity, int weight) : IDisposable
{
    /// <summary>Called, under no lock, when it was refused and may try again.</summary>
    public Action? Woken { get; set; }

    /// <summary>The places of the whole capacity.</summary>
    public int AllPlaces => capacity.Places;

    public int Weight { get; } = weight;

    /// <summary>How many places it holds: of messages being worked on, and of polls.</summary>
    public int Held { get; set; }

    /// <summary>True when its last poll brought nothing. Until the first is answered nobody knows: it is taken to be so.</summary>
    public bool IsIdle { get; set; } = true;

    /// <summary>True when its last poll brought all that was asked for: its share is not lent while it polls again.</summary>
    public bool IsHungry { get; set; }

    /// <summary>What it asked for and was refused.</summary>
    public CapacityWish? Wish { get; set; }

    /// <summary>How many messages it has that wait for a place.</summary>
    public int WaitingForPlaces { get; set; }

    /// <summary>True when it was refused and not woken since.</summary>
    public bool IsAsleep { get; set; }

    /// <summary>The number of the refusal that it has been waiting since: of two that have equally little, the one that waits longer is first.</summary>
    public long Since { get; private set; } = long.MaxValue;

    /// <summary>How many places it waits for. A poll beside others waits for no place: it is made if there is plenty.</summary>
    public int Refused => Math.Max(WaitingForPlaces, Wish is { AtLeast: 1 } wish ? IsIdle ? Math.Min(1, wish.Places) : wish.Places : 0);

    /// <summary>Takes what a poll needs: for each message that it may start at once a place, and room for the largest message for each that it asks for.</summary>
    /// <param name="places">The most places.</param>
    /// <param name="extra">How many messages may be fetched without a place.</param>
    /// <param name="atLeast">With fewer messages nothing is taken, and the share is woken when there are as many.</param>
    public CapacityGrant Take(int places, int extra, int atLeast) => capacity.Take(this, places, extra, atLeast);

    /// <summary>Takes a place for a message that was fetched already.</summary>
    /// <param name="waiting">How many such messages there are.</param>
    public bool TakePlace(int waiting) => capacity.TakePlace(this, waiting);

    public void Return(int places, long bytes) => capacity.Return(this, places, bytes);

    /// <summary>Tells how a poll ended.</summary>
    public void Polled(int asked, int brought) => capacity.Change(() => (IsIdle, IsHungry) = (brought == 0, brought >= asked));

    /// <summary>Wants nothing for now: nothing is kept free for it.</summary>
    public void Rest() => capacity.Change(Forget);

    /// <summary>Makes no polls for now: nothing is kept free for them.</summary>
    public void RestPolls() => capacity.Change(() => (IsHungry, Wish) = (false, null));

    /// <summary>No message waits for a place any more.</summary>
    public void ForgetPlaces() => capacity.Change(() => WaitingForPlaces = 0);

    public void Refuse(CapacityWish wish, long number)
    {
        Wish = wish;
        FallAsleep(number);
    }

    public void RefusePlaces(int waiting, long number)
    {
        WaitingForPlaces = waiting;
        FallAsleep(number);
    }

    public void Wake() => Woken?.Invoke();

    /// <summary>Leaves; what it holds is given back when that ends.</summary>
    public void Dispose()
    {
        Rest();
        capacity.Leave(this);
    }

    public void IsServed() => Since = long.MaxValue;

    private void FallAsleep(long number)
    {
        IsAsleep = true;
        Since = Math.Min(Since, number);
    }

    private void Forget()
    {
        (IsHungry, IsAsleep, Wish, WaitingForPlaces) = (false, false, null, 0);
        IsServed();
    }
}

/// <summary>What a poll was given.</summary>
/// <param name="Places">For so many messages there is a place.</param>
/// <param name="Extra">So many more may be fetched and wait.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CapacityGrant(int Places, int Extra)
{
    public int Total => Places + Extra;
}

/// <summary>What a poll was refused.</summary>
/// <param name="Places">How many places it wanted at the most.</param>
/// <param name="Extra">How many messages without a place.</param>
/// <param name="AtLeast">The fewest messages that it is made for.</param>
internal sealed record CapacityWish(int Places, int Extra, int AtLeast);
