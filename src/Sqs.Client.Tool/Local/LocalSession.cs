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
        await RehearseAsync().ConfigureAwait(false);
        var server = await StartAsync().ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            CreateQueues(server);
            foreach (var line in StartLines.Of(server, settings))
            {
                _lines.WriteLine(line);
            }

            await ShowAsync(server, stop).ConfigureAwait(false);
        }

        _lines.WriteLine("Stopped.");
        return ExitCodes.Done;
    }

    /// <summary>Creates the queues on a server without a socket first, so that a mistake in their file is told before a port is opened.</summary>
    private async Task RehearseAsync()
    {
        if (settings.Queues.Count > 0)
        {
            var trial = await LocalSqs.StartAsync(Options(listen: false), CancellationToken.None).ConfigureAwait(false);
            await using (trial.ConfigureAwait(false))
            {
                CreateQueues(trial);
            }
        }
    }

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
            return await LocalSqs.StartAsync(Options(listen: true), CancellationToken.None).ConfigureAwait(false);
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

    private LocalSqsOptions Options(bool listen)
    {
        var options = new LocalSqsOptions
        {
            Listen = listen,
            Port = settings.Port,
            Region = settings.Region,
            AccountId = settings.Account,
            VerifySignatures = settings.VerifySignatures,
            Latency = settings.Latency,
            TimeProvider = time,
            KeptRequests = 0,
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
