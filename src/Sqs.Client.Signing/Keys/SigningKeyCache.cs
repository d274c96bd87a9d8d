namespace Sqs.Client.Signing;

/// <summary>
/// The signing keys that one signer used last, newest first: they change with the day and with the secret, and deriving one costs four
/// times a signature. Thread-safe; reading takes no lock.
/// </summary>
internal sealed class SigningKeyCache(string region, string service)
{
    /// <summary>Enough for yesterday, today and a few accounts that take turns.</summary>
    public const int Capacity = 16;

    private readonly Lock _gate = new();
    private SigningKey[] _keys = [];

    public int Count => Volatile.Read(ref _keys).Length;

    public SigningKey Get(string secretAccessKey, ReadOnlySpan<char> day) =>
        Find(secretAccessKey, day) ?? Add(secretAccessKey, day);

    private SigningKey? Find(string secretAccessKey, ReadOnlySpan<char> day)
    {
        foreach (var key in Volatile.Read(ref _keys))
        {
            if (key.IsFor(secretAccessKey, day))
            {
                return key;
            }
        }

        return null;
    }

    private SigningKey Add(string secretAccessKey, ReadOnlySpan<char> day)
    {
        using (_gate.EnterScope())
        {
            if (Find(secretAccessKey, day) is { } other)
            {
                return other;
            }

            var key = new SigningKey(secretAccessKey, new SigningScope(day.ToString(), region, service));
            var kept = Math.Min(_keys.Length, Capacity - 1);
            Volatile.Write(ref _keys, [key, .. _keys.AsSpan(0, kept)]);
            return key;
        }
    }
}
