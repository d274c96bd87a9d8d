using System.Diagnostics;
using System.Globalization;

namespace Sqs.Client.Benchmarks.Inputs;

/// <summary>A running <see cref="LoopbackStub"/>; it ends with this object or with this process.</summary>
internal sealed class StubProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="latency">How long it waits before each answer, zero included, for batches of equal bodies; null for the answers of the other benchmarks.</param>
    public StubProcess(TimeSpan? latency = null)
    {
        string[] arguments = latency is { } wait ? ["stub", wait.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)] : ["stub"];
        _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Endpoint = new Uri($"http://127.0.0.1:{int.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture)}");
    }

    public Uri Endpoint { get; }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
