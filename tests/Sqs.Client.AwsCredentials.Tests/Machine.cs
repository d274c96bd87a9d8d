using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Tests;

/// <summary>A machine to look for credentials on: a home directory and an environment of its own, so tests run side by side.</summary>
internal sealed class Machine : IDisposable
{
    private readonly List<IDisposable> _made = [];

    public string Home { get; } = Directory.CreateTempSubdirectory("sqs-machine-").FullName;

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal) { ["AWS_EC2_METADATA_DISABLED"] = "true" };

    public string CredentialsFile => Path.Combine(Home, ".aws", "credentials");

    public string ConfigFile => Path.Combine(Home, ".aws", "config");

    public string? this[string variable]
    {
        set
        {
            if (value is null)
            {
                _ = Variables.Remove(variable);
            }
            else
            {
                Variables[variable] = value;
            }
        }
    }

    public AwsCredentialsOptions Options => new() { Variables = name => name == "HOME" ? Home : Variables.GetValueOrDefault(name) };

    /// <summary>Writes a file below the home directory and says where.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Home, name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public AwsSdkCredentialsSource Source(Action<AwsCredentialsOptions>? configure = null)
    {
        var options = Options;
        configure?.Invoke(options);
        var source = new AwsSdkCredentialsSource(options);
        _made.Add(source);
        return source;
    }

    public async Task<AwsCredentials> FindAsync(Action<AwsCredentialsOptions>? configure = null) =>
        await Source(configure).GetCredentialsAsync(TestContext.Current.CancellationToken);

    /// <summary>Looks for credentials that are not to be had, and says what the exception tells in all its texts.</summary>
    public async Task<(string Message, string All)> FailAsync(Action<AwsCredentialsOptions>? configure = null)
    {
        var exception = await Assert.ThrowsAsync<CredentialsUnavailableException>(() => FindAsync(configure));
        return (exception.Message, exception.ToString());
    }

    public void Dispose()
    {
        _made.ForEach(one => one.Dispose());
        Directory.Delete(Home, recursive: true);
    }
}
