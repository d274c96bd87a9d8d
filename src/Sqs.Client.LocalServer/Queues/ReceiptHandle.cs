namespace Sqs.Client.LocalServer.Queues;

/// <summary>
/// A receipt handle: base64 over queue, message and receive, so that a handle names its message without a table of handles, and a
/// stale one is told apart from a made-up one.
/// </summary>
internal static class ReceiptHandle
{
    private const int GuidLength = 16;
    private const int Length = 3 * GuidLength;
    private const int Letters = Length / 3 * 4;

    public static string Create(Guid queue, Guid message, Guid receipt)
    {
        Span<byte> bytes = stackalloc byte[Length];
        _ = queue.TryWriteBytes(bytes);
        _ = message.TryWriteBytes(bytes[GuidLength..]);
        _ = receipt.TryWriteBytes(bytes[(2 * GuidLength)..]);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>The message that a handle of this queue names, and by which receive; false when the queue never gave out such a handle.</summary>
    public static bool TryRead(string handle, Guid queue, out Guid message, out Guid receipt)
    {
        Span<byte> bytes = stackalloc byte[Length];
        (message, receipt) = (default, default);
        if (handle.Length != Letters || !Convert.TryFromBase64String(handle, bytes, out var length) || length != Length || new Guid(bytes[..GuidLength]) != queue)
        {
            return false;
        }

        message = new Guid(bytes.Slice(GuidLength, GuidLength));
        receipt = new Guid(bytes[(2 * GuidLength)..]);
        return true;
    }
}
