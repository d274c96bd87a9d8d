using System.Security.Cryptography;
using System.Text;

namespace Sqs.Client.Signing;

/// <summary>The key derived from a secret for one scope. Thread-safe.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly string _secret;
    private readonly byte[] _key;
    private readonly byte[] _scope;
    private readonly HashPool _hmac;

    public SigningKey(string secretAccessKey, SigningScope scope)
    {
        _secret = secretAccessKey;
        _key = Derive(secretAccessKey, scope);
        _scope = Encoding.UTF8.GetBytes(scope.ToString());
        _hmac = new HashPool(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key));
    }

    /// <summary>The scope as it stands in a credential, in UTF-8.</summary>
    public ReadOnlySpan<byte> Scope => _scope;

    public void Sign(ReadOnlySpan<byte> stringToSign, Span<byte> mac) => _hmac.Hash(stringToSign, mac);

    /// <summary>Whether the key was made from that secret for that day (<c>yyyyMMdd</c>).</summary>
    public bool IsFor(string secretAccessKey, ReadOnlySpan<char> day) =>
        Ascii.Equals(_scope.AsSpan(0, day.Length), day) && string.Equals(_secret, secretAccessKey, StringComparison.Ordinal);

    /// <summary>Frees the hash states of a key that is used once; a cached key is left to the collector, since others may be at it.</summary>
    public void Dispose() => _hmac.Dispose();

    public string ToHex() => Hex.ToString(_key);

    private static byte[] Derive(string secret, SigningScope scope)
    {
        var first = Encoding.UTF8.GetBytes("AWS4" + secret);
        Span<byte> key = stackalloc byte[SHA256.HashSizeInBytes];
        _ = HMACSHA256.HashData(first, Encoding.UTF8.GetBytes(scope.Date), key);
        _ = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(scope.Region), key);
        _ = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(scope.Service), key);
        _ = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(SigningScope.Terminator), key);
        CryptographicOperations.ZeroMemory(first);
        return key.ToArray();
    }
}
