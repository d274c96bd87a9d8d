namespace Sqs.Client.Tool;

/// <summary>How a command ends. What runs until it is stopped (<c>local</c>, <c>receive --follow</c>, <c>stats --watch</c>) is done when Ctrl+C stops it.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The service or the machine did not let it: no permission, no such queue, a port that is taken.</summary>
    public const int Failed = 1;

    /// <summary>What was asked for cannot be: a wrong option, a file with a mistake. Nothing was done.</summary>
    public const int Misused = 2;

    /// <summary>Some of it was done: lines of a file that were not sent, messages that were not deleted.</summary>
    public const int PartlyFailed = 3;

    /// <summary>Somebody stopped it before its end, by Ctrl+C or by a no to its question; what shells give for Ctrl+C.</summary>
    public const int Cancelled = 130;
}
