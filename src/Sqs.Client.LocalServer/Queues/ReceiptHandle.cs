using System.Security.Cryptography;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>
/// A receipt handle: base64 over queue, message and a nonce, so that a handle names its message without a table of handles, and a
/// stale one is told apart from a made-up one.
/// </summary>
internal static class ReceiptHandle
{
    private const int GuidLength = 16;
    private const int NonceLength = 28;
    private const int Length = (2 * GuidLength) + NonceLength;

    public static string Create(Guid queue, Guid message)
    {
        Span<byte> bytes = stackalloc byte[Length];
        _ = queue.TryWriteBytes(bytes);
        _ = message.TryWriteBytes(bytes[GuidLength..]);
        RandomNumberGenerator.Fill(bytes[(2 * GuidLength)..]);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>The message that a handle of this queue names; false when the queue never gave out such a handle.</summary>
    public static bool TryRead(string handle, Guid queue, out Guid message)
    {
        Span<byte> bytes = stackalloc byte[Length];
        message = default;
        if (handle.Length != (Length + 2) / 3 * 4 || !Convert.TryFromBase64String(handle, bytes, out var length) || length != Length || new Guid(bytes[..GuidLength]) != queue)
        {
            return false;
        }

        message = new Guid(bytes.Slice(GuidLength, GuidLength));
        return true;
    }
}
