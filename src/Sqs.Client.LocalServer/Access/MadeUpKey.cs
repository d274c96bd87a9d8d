using System.Security.Cryptography;

namespace Sqs.Client.LocalServer.Access;

/// <summary>An access key in the form of a real one, for a server that was given none.</summary>
internal static class MadeUpKey
{
    public static LocalAccessKey Create() => new(
        "AKIA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
        RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 40));
}
