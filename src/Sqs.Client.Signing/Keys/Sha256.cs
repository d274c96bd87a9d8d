using System.Security.Cryptography;

namespace Sqs.Client.Signing;

/// <summary>SHA-256 over pooled states.</summary>
internal static class Sha256
{
    private static readonly HashPool Pool = new(static () => IncrementalHash.CreateHash(HashAlgorithmName.SHA256));

    public static void Hash(ReadOnlySpan<byte> source, Span<byte> destination) => Pool.Hash(source, destination);
}
