using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Profiles;

/// <summary>
/// A program that prints credentials.
/// <see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html">Process credential provider</see>.
/// </summary>
internal static class CredentialProcess
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Runs the program by the shell of the system, once.</summary>
    /// <exception cref="CredentialsUnavailableException">It failed; what it printed is left out, for secrets may stand in it.</exception>
    public static async ValueTask<AwsCredentials> RunAsync(string command, string place, TimeProvider time, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var process = Start(command, place);
        try
        {
            // Both are read, lest the program waits for its reader.
            var errors = process.StandardError.ReadToEndAsync(either.Token);
            var output = await process.StandardOutput.ReadToEndAsync(either.Token).ConfigureAwait(false);
            _ = await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            return process.ExitCode == 0
                ? CredentialsDocument.Read(output, place, "SessionToken", Objection)
                : throw new CredentialsUnavailableException($"{place}: the program ended with {process.ExitCode}; run it by hand to see what it says");
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            cancellationToken.ThrowIfCancellationRequested();
            throw new CredentialsUnavailableException($"{place}: the program did not end within {Longest.TotalSeconds:0} s");
        }
    }

    private static Process Start(string command, string place)
    {
        var start = new ProcessStartInfo { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, CreateNoWindow = true };
        if (OperatingSystem.IsWindows())
        {
            start.FileName = "cmd.exe";
            start.Arguments = "/c " + command; // its own rules of quoting: the command goes as it stands
        }
        else
        {
            start.FileName = "sh";
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(command);
        }

        try
        {
            return Process.Start(start) ?? throw new CredentialsUnavailableException($"{place}: the shell did not start");
        }
        catch (Win32Exception exception)
        {
            throw new CredentialsUnavailableException($"{place}: the shell {start.FileName} cannot be started: {exception.NativeErrorCode}");
        }
    }

    private static string? Objection(JsonElement document) =>
        document.TryGetProperty("Version", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number == 1
            ? null
            : "gave a document whose Version is not 1";

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended meanwhile.
        }
    }
}
