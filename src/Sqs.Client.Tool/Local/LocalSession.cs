using System.Net.Sockets;
using Spectre.Console;
using Sqs.Client.LocalServer;
using Sqs.Client.Tool.Status;

namespace Sqs.Client.Tool.Local;

/// <summary>One run of <c>sqs local</c>, from the start of the server to its end.</summary>
internal sealed class LocalSession(LocalSettings settings, IAnsiConsole console, TextWriter error, TimeProvider time)
{
    /// <summary>Lines go here as they are: the console would break them at its width.</summary>
    private readonly TextWriter _lines = console.Profile.Out.Writer;

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var server = await StartAsync().ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            foreach (var line in StartLines.Of(server, settings))
            {
                _lines.WriteLine(line);
            }

            await ShowAsync(server, stop).ConfigureAwait(false);
        }

        _lines.WriteLine("Stopped.");
        return ExitCodes.Done;
    }

    /// <summary>Done before the server listens: a mistake in the file is told first, and nobody finds a queue missing.</summary>
    private void CreateQueues(LocalSqs server)
    {
        foreach (var queue in settings.Queues)
        {
            queue.Create(server);
        }
    }

    private async Task<LocalSqs> StartAsync()
    {
        try
        {
            return await LocalSqs.StartAsync(Options(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw new ToolException($"port {settings.Port} of 127.0.0.1 is taken; name another one by --port, or 0 for a free one.", ExitCodes.Failed);
        }
        catch (SocketException refusal)
        {
            throw new ToolException($"port {settings.Port} of 127.0.0.1 cannot be listened on: {refusal.Message}.", ExitCodes.Failed);
        }
    }

    private LocalSqsOptions Options()
    {
        var options = new LocalSqsOptions
        {
            Port = settings.Port,
            Region = settings.Region,
            AccountId = settings.Account,
            VerifySignatures = settings.VerifySignatures,
            Latency = settings.Latency,
            TimeProvider = time,
            KeptRequests = 0,
            Prepare = CreateQueues,
            LoggerFactory = new ErrorLog(error),
        };
        foreach (var key in settings.Keys)
        {
            options.AccessKeys.Add(key);
        }

        return options;
    }

    /// <summary>Until the token fires.</summary>
    private async Task ShowAsync(LocalSqs server, CancellationToken stop)
    {
        var feed = new StatusFeed(server, settings.Region, settings.Account, time);
        var shown = settings.Quiet ? Task.Delay(Timeout.InfiniteTimeSpan, time, stop)
            : settings.Plain || !console.Profile.Out.IsTerminal || !console.Profile.Capabilities.Ansi ? StatusViews.LinesAsync(feed, _lines, stop)
            : StatusViews.TableAsync(feed, console, stop);
        try
        {
            await shown.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }
}
