using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Security.Cryptography;

namespace Sqs.Client.Protocol;

/// <summary>
/// Computes MD5 by the function preferred until that is forbidden (as on machines in FIPS mode), and by our own code from then on. The
/// digest protects against accidents, not against people; the service has no other.
/// </summary>
/// <param name="preferred">The function to use while it works.</param>
internal sealed class ForgivingMd5(Md5Function preferred)
{
    private volatile bool _forbidden;

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The digest that the service computes is MD5.")]
    public static void OfPlatform(ReadOnlySpan<byte> source, Span<byte> digest) => _ = MD5.HashData(source, digest);

    public void Compute(ReadOnlySpan<byte> source, Span<byte> digest)
    {
        if (!_forbidden)
        {
            try
            {
                preferred(source, digest);
                return;
            }
            catch (Exception error) when (error is CryptographicException or PlatformNotSupportedException or TargetInvocationException)
            {
                _forbidden = true;
            }
        }

        OwnMd5.Compute(source, digest);
    }
}
