using System.Globalization;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Signing.Tests.Credentials;

/// <summary>A source whose calls are counted and, when it is closed, held until the test lets them go.</summary>
internal sealed class ScriptedSource(VirtualClock clock) : ICredentialsSource
{
    private TaskCompletionSource _gate = Open();
    private int _calls;
    private int _running;

    public int Calls => Volatile.Read(ref _calls);

    public int MostAtOnce { get; private set; }

    /// <summary>How long new credentials are good; null for ever.</summary>
    public TimeSpan? Lifetime { get; set; } = TimeSpan.FromHours(1);

    public Exception? Failure { get; set; }

    public CancellationToken SeenToken { get; private set; }

    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _ = _gate.TrySetResult();

    public async ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        var call = Interlocked.Increment(ref _calls);
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        SeenToken = cancellationToken;
        try
        {
            await _gate.Task.WaitAsync(cancellationToken);
            var name = string.Create(CultureInfo.InvariantCulture, $"K{call}");
            return Failure is { } failure ? throw failure : new AwsCredentials(name, "secret-of-" + name, "token-of-" + name, clock.GetUtcNow() + Lifetime);
        }
        finally
        {
            _ = Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>Waits, in real time, until the source was called that often.</summary>
    public Task CalledAsync(int calls) => UntilAsync(() => ValueTask.FromResult(Calls >= calls));

    /// <summary>Waits, in real time and at most half a minute, until something is so.</summary>
    public static async Task UntilAsync(Func<ValueTask<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30L));
        while (!await condition())
        {
            await Task.Delay(1, limit.Token);
        }
    }

    private static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
