namespace Sqs.Client.LocalServer.Storage;

/// <summary>The neighbours of an item in a <see cref="Chain{T, TLink}"/>, kept in the item itself.</summary>
internal struct Link<T>
    where T : class
{
    public T? Previous;
    public T? Next;
}

/// <summary>Says which of its links an item uses in a chain.</summary>
internal interface ILink<T>
    where T : class
{
    static abstract ref Link<T> Of(T item);
}

/// <summary>A list without nodes: every step costs the same whatever the length, and the items pay two references.</summary>
internal sealed class Chain<T, TLink>
    where T : class
    where TLink : ILink<T>
{
    public T? First { get; private set; }

    public T? Last { get; private set; }

    /// <summary>The items in order.</summary>
    public IEnumerable<T> All
    {
        get
        {
            for (var item = First; item is not null; item = After(item))
            {
                yield return item;
            }
        }
    }

    public static T? After(T item) => TLink.Of(item).Next;

    public static T? Before(T item) => TLink.Of(item).Previous;

    public void AddFirst(T item) => InsertAfter(null, item);

    public void AddLast(T item) => InsertAfter(Last, item);

    /// <summary>Puts an item behind another one of this chain; null means before all.</summary>
    public void InsertAfter(T? previous, T item)
    {
        ref var link = ref TLink.Of(item);
        link.Previous = previous;
        link.Next = previous is null ? First : TLink.Of(previous).Next;
        Join(previous, item);
        Join(item, link.Next);
    }

    /// <summary>Takes out an item, which must stand in this chain.</summary>
    public void Remove(T item)
    {
        ref var link = ref TLink.Of(item);
        Join(link.Previous, link.Next);
        link = default;
    }

    /// <summary>Lets go of all items, which must not be used in a chain again.</summary>
    public void Clear() => First = Last = null;

    private void Join(T? left, T? right)
    {
        if (left is null)
        {
            First = right;
        }
        else
        {
            TLink.Of(left).Next = right;
        }

        if (right is null)
        {
            Last = left;
        }
        else
        {
            TLink.Of(right).Previous = left;
        }
    }
}
