namespace Sqs.Client.Tool;

/// <summary>How a command ends.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The machine did not let it: a port that is taken.</summary>
    public const int Failed = 1;

    /// <summary>What was asked for cannot be: a wrong option, a file with a mistake.</summary>
    public const int Misused = 2;
}
