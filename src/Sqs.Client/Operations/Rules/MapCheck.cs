namespace Sqs.Client.Operations;

/// <summary>Looks at every entry of a map without an allocation where that is possible.</summary>
internal static class MapCheck
{
    /// <summary>Calls the check for each entry, with its place.</summary>
    public static void Each<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> map, MemberPath path, Action<TKey, TValue, MemberPath> check)
        where TKey : notnull
    {
        if (map.Count == 0)
        {
            return;
        }

        // The enumerator of a Dictionary is a struct; through the interface it would be an allocation for each message.
        if (map is Dictionary<TKey, TValue> dictionary)
        {
            foreach (var (key, value) in dictionary)
            {
                check(key, value, path);
            }
        }
        else
        {
            foreach (var (key, value) in map)
            {
                check(key, value, path);
            }
        }
    }
}
