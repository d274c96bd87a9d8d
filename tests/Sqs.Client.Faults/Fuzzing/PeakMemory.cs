using System.Diagnostics;

namespace Sqs.Client.Faults.Fuzzing;

/// <summary>The most memory that this process has had so far.</summary>
internal static class PeakMemory
{
    public static long Read()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
