namespace Sqs.Client;

/// <summary>How the policy of a queue is changed.</summary>
public sealed class PolicyUpdateOptions
{
    /// <summary>How often the policy is written at the most, 1 to 100. Default: 5.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>The bound of the first pause after a mismatch, which doubles with each; the pause is a random part of it. Default: 1 s.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The most that the bound grows to. Default: 20 s.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The clock of the pauses. Default: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Random numbers from 0 to below 1, for the pauses. Default: the system's.</summary>
    public Func<double>? Random { get; set; }
}
