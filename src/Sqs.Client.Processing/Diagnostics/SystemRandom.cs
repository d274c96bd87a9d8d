namespace Sqs.Client.Processing;

/// <summary>Random numbers for whoever names no source of his own.</summary>
internal static class SystemRandom
{
    /// <summary>A number from 0 to below 1.</summary>
    public static double Next()
    {
#pragma warning disable RS0030 // the one place where chance enters when the user brings none
        return Random.Shared.NextDouble();
#pragma warning restore RS0030
    }
}
