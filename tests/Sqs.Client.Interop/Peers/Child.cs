using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sqs.Client.Interop.Peers;

/// <summary>A child process that a test started: its output is kept, and it ends, with all that it started, when it is disposed.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    /// <summary>For every peer: no configuration of this machine, and output in UTF-8.</summary>
    private static readonly Dictionary<string, string> Standard = new()
    {
        ["AWS_CONFIG_FILE"] = "none",
        ["AWS_SHARED_CREDENTIALS_FILE"] = "none",
        ["PYTHONIOENCODING"] = "utf-8",
    };

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private Child(Process process)
    {
        _process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Starts a server and waits until it answers any HTTP at all, for a minute at most.</summary>
    public static async Task<Child> StartServerAsync(string program, IEnumerable<string> arguments, Uri ready, IReadOnlyDictionary<string, string>? environment = null)
    {
        var child = new Child(Process.Start(Info(program, arguments, environment))!);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var started = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(ready);
                return child;
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
            {
                if (started.Elapsed > LongestStart || child._process.HasExited)
                {
                    await child.DisposeAsync();
                    throw new InvalidOperationException($"{program} did not begin to answer at {ready}. It said:\n{child.Said}", error);
                }

                await Task.Delay(50);
            }
        }
    }

    /// <summary>Runs a program to its end and answers its exit code and what it wrote to its standard output.</summary>
    public static async Task<(int Code, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, TimeSpan longest, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Process.Start(Info(program, arguments, environment))!;
        using var limit = new CancellationTokenSource(longest);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, process.ExitCode == 0 ? await output : $"{await output}\n{await errors}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"{program} did not end within {longest}.");
        }
    }

    /// <summary>An address of this machine whose port was free a moment ago.</summary>
    public static Uri FreeEndpoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}/");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private string Said
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    private static ProcessStartInfo Info(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var proxy in info.Environment.Keys.Where(name => name.EndsWith("_proxy", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            _ = info.Environment.Remove(proxy); // peers are on this machine
        }

        foreach (var (name, value) in Standard.Concat(environment ?? new Dictionary<string, string>()))
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            if (_output.Length < 100_000)
            {
                _ = _output.AppendLine(line.Data);
            }
        }
    }
}
