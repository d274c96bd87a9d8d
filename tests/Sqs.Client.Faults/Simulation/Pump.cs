using Sqs.Client.LocalServer;

namespace Sqs.Client.Faults.Simulation;

/// <summary>
/// Runs asynchronous work with all of its parts on one thread, in an order that follows from the seed alone, and moves the clock only when nothing
/// is left to do. So waiting takes no time, and work that would wait for ever is found.
/// </summary>
/// <remarks>
/// The one thread is the thread pool's: awaits within libraries go there, whatever scheduler their caller has. The process must have been started with
/// <see cref="OneThread"/>; the runtime does not take fewer threads than processors later.
/// </remarks>
internal static class Pump
{
    /// <summary>No world is longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>So many rounds without the clock moving are a loop.</summary>
    private const int MostRounds = 1_000_000;

    /// <summary>The environment variables that make the thread pool one thread.</summary>
    public static IReadOnlyList<string> OneThread { get; } = ["DOTNET_ThreadPool_ForceMinWorkerThreads", "DOTNET_ThreadPool_ForceMaxWorkerThreads"];

    /// <summary>Whether this process has them.</summary>
    public static bool IsPossible
    {
        get
        {
            ThreadPool.GetMaxThreads(out var workers, out _);
            return workers == 1;
        }
    }

    /// <summary>Runs work to its end.</summary>
    /// <exception cref="HangException">Nothing is left that could happen, or things happen for ever, and the work has not ended.</exception>
    public static Task RunAsync(Func<Task> work, VirtualClock clock) => Task.Run(async () =>
    {
        var (running, end, rounds) = (work(), clock.GetUtcNow() + Longest, 0);
        while (!running.IsCompleted)
        {
            if (ThreadPool.PendingWorkItemCount == 0)
            {
                rounds = 0;
                if (!clock.AdvanceToNextTimer() && ThreadPool.PendingWorkItemCount == 0 && !running.IsCompleted)
                {
                    throw new HangException("Nothing is left to do, no timer runs, and not everything has ended.");
                }
            }

            if (clock.GetUtcNow() > end || ++rounds > MostRounds)
            {
                throw new HangException($"Things go on and on, at {clock.GetUtcNow():O} with {rounds} rounds in that moment.");
            }

            await Task.Yield();
        }

        await running;
    });
}

/// <summary>Something waits for what will never happen, or does the same for ever.</summary>
internal sealed class HangException(string message) : Exception(message);
