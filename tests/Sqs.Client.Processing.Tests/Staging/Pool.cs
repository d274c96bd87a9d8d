namespace Sqs.Client.Processing.Tests;

/// <summary>Waiting on the thread pool.</summary>
internal static class Pool
{
    /// <summary>Goes to the end of the pool's one queue; a plain yield may stay on its thread for ever and keep the others from running.</summary>
    public static Task YieldAsync() => Task.Factory.StartNew(static () => { }, CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default);
}
