using Sqs.Client.Aws.Profiles;

namespace Sqs.Client.Aws;

/// <summary>
/// Sees that the files of profiles have changed: keys in them have no expiration, and other tools put new ones in their place. The files are looked at
/// by whoever asks, no more often than every ten seconds; a watcher of the system would be one more thing to fail.
/// </summary>
internal sealed class ProfileWatch
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Surroundings _surroundings;
    private Stamp _seen;
    private long _nextLook;

    public ProfileWatch(Surroundings surroundings)
    {
        _surroundings = surroundings;
        _seen = Look();
        _nextLook = (surroundings.Time.GetUtcNow() + Pause).UtcTicks;
    }

    /// <summary>Whether a file has changed since the last look; one caller looks, the others go on.</summary>
    public bool SeesChange()
    {
        var now = _surroundings.Time.GetUtcNow();
        var next = Volatile.Read(ref _nextLook);
        if (now.UtcTicks < next || Interlocked.CompareExchange(ref _nextLook, (now + Pause).UtcTicks, next) != next)
        {
            return false;
        }

        var stamp = Look();
        var isNew = stamp != _seen;
        _seen = stamp;
        return isNew;
    }

    private Stamp Look()
    {
        var files = _surroundings.OpenProfiles();
        return new Stamp(Written(files.Credentials), Written(files.Config));
    }

    private static DateTime Written(ProfilePlace place)
    {
        try
        {
            return File.GetLastWriteTimeUtc(place.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return default; // the search tells why it cannot be read
        }
    }

    private readonly record struct Stamp(DateTime Credentials, DateTime Config);
}
