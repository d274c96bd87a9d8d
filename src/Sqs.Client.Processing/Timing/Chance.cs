namespace Sqs.Client.Processing;

/// <summary>Random numbers from 0 to below 1, for jitter.</summary>
internal static class Chance
{
    // Neither early nor late.
    private const double Middle = 0.5;

    /// <summary>The user's source, or the system's where he names none. It never fails, whatever the user's does: a loop would end by it.</summary>
    public static Func<double> Of(Func<double>? source) => source is null ? Next : () => Draw(source);

    private static double Draw(Func<double> source)
    {
        try
        {
            return source() is >= 0 and < 1 and var drawn ? drawn : Middle;
        }
        catch (Exception)
        {
            return Middle;
        }
    }

    private static double Next()
    {
#pragma warning disable RS0030 // the one place where chance enters when the user brings none
        return Random.Shared.NextDouble();
#pragma warning restore RS0030
    }
}
