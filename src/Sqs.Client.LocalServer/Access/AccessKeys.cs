using System.Collections.Frozen;

namespace Sqs.Client.LocalServer.Access;

/// <summary>The keys that the server knows, and the caller that each stands for.</summary>
internal sealed class AccessKeys
{
    private readonly FrozenDictionary<string, (LocalAccessKey Key, Caller Caller)> _keys;

    /// <summary>Checks and takes the keys; an <see cref="ArgumentException"/> names the one at fault by its id.</summary>
    public AccessKeys(IReadOnlyList<LocalAccessKey> keys, string defaultAccountId)
    {
        foreach (var key in keys)
        {
            key.EnsureValid();
        }

        _keys = keys.ToFrozenDictionary(key => key.AccessKeyId, key => (key, Caller.Of(key, defaultAccountId)), StringComparer.Ordinal);
    }

    public (LocalAccessKey Key, Caller Caller)? Find(string accessKeyId) => _keys.TryGetValue(accessKeyId, out var found) ? found : null;
}
