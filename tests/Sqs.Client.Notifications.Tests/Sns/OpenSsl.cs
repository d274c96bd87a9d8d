using System.ComponentModel;
using System.Diagnostics;

namespace Sqs.Client.Notifications.Tests.Sns;

/// <summary>The openssl of this machine: keys, certificates and signatures that no code of ours made.</summary>
internal sealed class OpenSsl : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sns").FullName;

    /// <summary>A key and a certificate of its own for a name, valid for so many days from now.</summary>
    public static async Task<OpenSsl> WithCertificateAsync(string name, int bits = 2048)
    {
        var made = new OpenSsl();
        await made.RunAsync("req", "-x509", "-newkey", $"rsa:{bits}", "-nodes", "-keyout", made.Of("key.pem"), "-out", made.Of("certificate.pem"), "-days", "30", "-subj", $"/CN={name}");
        return made;
    }

    public string Certificate => File.ReadAllText(Of("certificate.pem"));

    public async Task<string> SignAsync(string hash, string text)
    {
        await File.WriteAllTextAsync(Of("text"), text);
        await RunAsync("dgst", $"-{hash}", "-sign", Of("key.pem"), "-out", Of("signature"), Of("text"));
        return Convert.ToBase64String(await File.ReadAllBytesAsync(Of("signature")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Of(string file) => Path.Combine(_folder, file);

    private async Task RunAsync(params string[] arguments)
    {
        var info = new ProcessStartInfo("openssl", arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        Process? process = null;
        try
        {
            process = Process.Start(info);
        }
        catch (Win32Exception)
        {
            Dispose();
            Assert.Skip("openssl is not installed; what it signs cannot be verified here.");
        }

        using (process)
        {
            var errors = await process!.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, $"openssl {arguments[0]} ended with {process.ExitCode}: {errors}");
        }
    }
}
