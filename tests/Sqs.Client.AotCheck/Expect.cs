namespace Sqs.Client.AotCheck;

/// <summary>Ends the program, with an exit code that is not 0, when something does not hold.</summary>
internal static class Expect
{
    public static void That(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"It does not hold that {what}.");
        }
    }
}
