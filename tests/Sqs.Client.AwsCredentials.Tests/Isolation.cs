using System.Runtime.CompilerServices;

namespace Sqs.Client.Aws.Tests;

/// <summary>The SDK reads home directory and environment when it is first used: before that, they are made a stranger's to whoever runs the tests.</summary>
internal static class Isolation
{
    /// <summary>The home directory of this process.</summary>
    public static string Home { get; private set; } = "";

#pragma warning disable CA2255 // tests of what is read once per process
    [ModuleInitializer]
    internal static void Isolate()
    {
        Home = Directory.CreateTempSubdirectory("sqs-credentials-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Home, recursive: true);
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)))
        {
            Environment.SetEnvironmentVariable(name, value: null);
        }

        Environment.SetEnvironmentVariable("HOME", Home);
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
    }
#pragma warning restore CA2255
}
