using System.Collections.ObjectModel;

namespace Sqs.Client;

/// <summary>The one empty map that all requests and responses share as their default.</summary>
internal static class EmptyDictionary<TKey, TValue>
    where TKey : notnull
{
    public static IReadOnlyDictionary<TKey, TValue> Value { get; } = ReadOnlyDictionary<TKey, TValue>.Empty;
}
