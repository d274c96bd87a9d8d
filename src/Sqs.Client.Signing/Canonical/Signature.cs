using System.Security.Cryptography;

namespace Sqs.Client.Signing;

/// <summary>The last stage: the signature of a canonical request, as 64 hex digits.</summary>
internal static class Signature
{
    public const int Length = 2 * SHA256.HashSizeInBytes;

    public static void Compute(
        ref TextBuffer text, in CanonicalRequest request, SigningTime time, SigningKey key, Span<byte> digits, SigV4Trace? trace)
    {
        StringToSign.Write(ref text, request, time, key.Scope, trace);
        Span<byte> mac = stackalloc byte[SHA256.HashSizeInBytes];
        key.Sign(text.Written, mac);
        Hex.Write(mac, digits);
        trace?.Signature = Hex.ToString(mac);
        trace?.SigningKeyHex = key.ToHex();
    }
}
