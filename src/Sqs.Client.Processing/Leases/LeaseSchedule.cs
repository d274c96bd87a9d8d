namespace Sqs.Client.Processing;

/// <summary>The leases of a queue in the order in which they have to be looked at. Ended ones are taken out: they would keep their messages in memory.</summary>
internal sealed class LeaseSchedule
{
    private readonly SortedSet<Lease> _leases = new(Comparer<Lease>.Create(static (one, other) =>
    {
        var byTime = one.Watch.Look.GetValueOrDefault().CompareTo(other.Watch.Look.GetValueOrDefault());
        return byTime != 0 ? byTime : one.Watch.Number.CompareTo(other.Watch.Number);
    }));

    private long _numbers;

    public TimeSpan? Next => _leases.Min?.Watch.Look;

    /// <summary>Puts a lease where it belongs, from wherever it stands.</summary>
    public void Put(Lease lease, TimeSpan look, bool isExtension)
    {
        Remove(lease);
        lease.Watch.Number = lease.Watch.Number == 0 ? ++_numbers : lease.Watch.Number;
        (lease.Watch.Look, lease.Watch.IsExtension) = (look, isExtension);
        _ = _leases.Add(lease);
    }

    public void Remove(Lease lease)
    {
        if (lease.Watch.Look is not null)
        {
            _ = _leases.Remove(lease);
            lease.Watch.Look = null;
        }
    }

    /// <summary>Takes out what has to be looked at by a moment.</summary>
    public IReadOnlyList<Lease> TakeUntil(TimeSpan moment) => Take(moment, static _ => true);

    /// <summary>Takes out what is to be extended by a moment.</summary>
    public IReadOnlyList<Lease> TakeExtensionsUntil(TimeSpan moment) => Take(moment, static lease => lease.Watch.IsExtension);

    public IReadOnlyList<Lease> TakeAll() => TakeUntil(TimeSpan.MaxValue);

    private List<Lease> Take(TimeSpan moment, Func<Lease, bool> wanted)
    {
        List<Lease> taken = [.. _leases.TakeWhile(lease => lease.Watch.Look <= moment).Where(wanted)];
        taken.ForEach(Remove);
        return taken;
    }
}
