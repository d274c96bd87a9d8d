using Sqs.Client.LocalServer.Queues;

namespace Sqs.Client.LocalServer.Realms;

/// <summary>The realms of the server by region and account. One comes to be when its account first asks for something there.</summary>
internal sealed class RealmDirectory(TimeProvider time)
{
    private readonly Lock _gate = new(); // for new realms; finding needs none
    private volatile Dictionary<(string Region, string AccountId), Realm> _realms = [];
    private bool _closed;

    public Realm Of(string region, string accountId)
    {
        if (_realms.TryGetValue((region, accountId), out var known))
        {
            return known;
        }

        lock (_gate)
        {
            if (!_realms.TryGetValue((region, accountId), out var realm))
            {
                realm = new Realm(region, accountId, time);
                _realms = new(_realms) { [(region, accountId)] = realm };
                if (_closed)
                {
                    realm.Close();
                }
            }

            return realm;
        }
    }

    /// <summary>A queue of whatever account; null where there is none.</summary>
    public MessageQueue? FindQueue(string region, string accountId, string name) =>
        _realms.TryGetValue((region, accountId), out var realm) ? realm.Queues.Find(name) : null;

    /// <summary>Every queue of the server, by region, account and name.</summary>
    public IReadOnlyList<MessageQueue> ListQueues() =>
    [
        .. _realms
            .OrderBy(realm => realm.Key.Region, StringComparer.Ordinal)
            .ThenBy(realm => realm.Key.AccountId, StringComparer.Ordinal)
            .SelectMany(realm => realm.Value.Queues.List()),
    ];

    /// <summary>Answers every waiting poll; later receives do not wait.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var realm in _realms.Values)
            {
                realm.Close();
            }
        }
    }
}
