namespace Sqs.Client.Tool;

/// <summary>Ends a command. The message is for people and stands behind <c>sqs: </c>; it never holds a secret.</summary>
internal sealed class ToolException(string message, int exitCode) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>What was asked for cannot be.</summary>
    public static ToolException Misuse(string message) => new(message, ExitCodes.Misused);
}
