
namespace Sqs.Client.Faults.Platforms;

/// <summary>Machines in FIPS mode refuse MD5: the client computes it by its own code there and compares as everywhere.</summary>
public sealed class RefusedMd5Tests
{
    /// <summary>Only the provider that has no hash functions: MD5 is refused, and everything else with it.</summary>
    /// <remarks>The property of FIPS alone does not do: .NET 10 asks OpenSSL for an MD5 that need not be approved, and gets it while the usual provider is there.</remarks>
    private const string NoHashFunctions = "openssl_conf = init\n[init]\nproviders = which\n[which]\nbase = base\n[base]\nactivate = 1\n";

    [Theory]
    [InlineData(false, "the platform's MD5: 9dd4e461268c8034f5c8564e155c67a6")]
    [InlineData(true, "the platform's MD5: refused")]
    public async Task Digests_WhetherOrNotThePlatformHasMd5_AreCompared(bool refused, string platform)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "How OpenSSL refuses MD5 is known on Linux.");
        var configuration = Path.GetTempFileName();
        await File.WriteAllTextAsync(configuration, refused ? NoHashFunctions : "", TestContext.Current.CancellationToken);
        var run = await ChildRun.OfAsync("digests", 256, ("OPENSSL_CONF", configuration));
        File.Delete(configuration);

        Assert.True(run.ExitCode == 0, run.End);
        Assert.Equal([platform, "sent: Verified", "received: Verified", "received damaged: Body", "sent damaged: Body"], run.Lines.Where(line => line.Length > 0));
    }
}
