using System.Security.Cryptography;

namespace Sqs.Client.Signing;

/// <summary>The StringToSign of the specification: algorithm, time, scope and the hash of the canonical request.</summary>
internal static class StringToSign
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Puts the string to sign in the place of whatever the buffer holds.</summary>
    public static void Write(ref TextBuffer text, in CanonicalRequest request, SigningTime time, ReadOnlySpan<byte> scope, SigV4Trace? trace)
    {
        text.Clear();
        request.AppendTo(ref text);
        trace?.CanonicalRequest = text.ToString();

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Sha256.Hash(text.Written, hash);
        text.Clear();
        text.Append("AWS4-HMAC-SHA256\n"u8);
        text.Append(time.Text);
        text.Append((byte)'\n');
        text.Append(scope);
        text.Append((byte)'\n');
        text.AppendHex(hash);
        trace?.StringToSign = text.ToString();
    }
}
