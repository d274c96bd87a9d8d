using System.Diagnostics;
using System.Globalization;

namespace Sqs.Client.Benchmarks.Inputs;

/// <summary>A running <see cref="LoopbackStub"/>; it ends with this object or with this process.</summary>
internal sealed class StubProcess : IDisposable
{
    private readonly Process _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "stub")
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    public StubProcess() =>
        Endpoint = new Uri($"http://127.0.0.1:{int.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture)}");

    public Uri Endpoint { get; }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
