namespace Sqs.Client.Processing;

/// <summary>Opens the queue of a processor, and tries that until it works: a queue may be created after the service that reads it.</summary>
internal sealed class QueueSearch(ISqsClient client, string nameOrUrl, ProcessorSettings settings, ProcessorLog log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private volatile string? _lastError;
    private volatile int _failures;

    public string? LastError => _lastError;

    public int Failures => _failures;

    public static string NameOf(string nameOrUrl) => nameOrUrl.TrimEnd('/').Split('/')[^1];

    /// <summary>Opens the queue and begins the work on it.</summary>
    public async Task RunAsync(string processor, Func<SqsQueue, Task> begin, CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan pause;
            try
            {
                await begin(await SqsQueue.OpenAsync(client, nameOrUrl, cancellationToken: cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                _lastError = ErrorNames.Of(error);
                pause = Backoff.Jittered(Backoff.Doubled(FirstPause, LongestPause, _failures++), settings.Random);
                log.NotOpened(processor, _lastError, _failures, pause);
            }

            await Task.Delay(pause, settings.Clock.Provider, cancellationToken).ConfigureAwait(false);
        }
    }
}
