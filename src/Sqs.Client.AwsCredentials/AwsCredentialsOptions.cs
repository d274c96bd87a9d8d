using Amazon.Runtime;
using Sqs.Client.Signing;

namespace Sqs.Client;

/// <summary>Where an <see cref="AwsSdkCredentialsSource"/> looks, and when it asks again. Read once, when the source is made.</summary>
/// <remarks>
/// The names and files are those of the <see href="https://docs.aws.amazon.com/sdkref/latest/guide/overview.html">AWS SDKs and Tools Reference Guide</see>.
/// </remarks>
public sealed class AwsCredentialsOptions
{
    /// <summary>
    /// The profile to take credentials from; then nothing else is tried. Default: <c>AWS_PROFILE</c>, then the profile <c>default</c>, which
    /// stands in its place among the other sources.
    /// </summary>
    public string? Profile { get; set; }

    /// <summary>The file of credentials. Default: <c>AWS_SHARED_CREDENTIALS_FILE</c>, then <c>.aws/credentials</c> in the home directory. A file given here has to exist.</summary>
    public string? CredentialsFile { get; set; }

    /// <summary>The file of settings. Default: <c>AWS_CONFIG_FILE</c>, then <c>.aws/config</c> in the home directory. A file given here has to exist.</summary>
    public string? ConfigFile { get; set; }

    /// <summary>
    /// The region: that of a client which has none of its own, and where roles are assumed. Default: <c>AWS_REGION</c>, then
    /// <c>AWS_DEFAULT_REGION</c>, then the profile's.
    /// </summary>
    public string? Region { get; set; }

    /// <summary>Credentials of the SDK to use instead of looking for any, for example an <c>AssumeRoleAWSCredentials</c> with a code of a device. Default: none.</summary>
    public AWSCredentials? Credentials { get; set; }

    /// <summary>How long before they expire credentials are renewed. Default: 5 minutes ahead in the background, 1 minute ahead callers wait.</summary>
    public CachedCredentialsOptions Refresh { get; set; } = new();

    /// <summary>The clock. Default: the container's where there is one, otherwise the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Gives the value of an environment variable or null, each time that credentials are looked for. Default: those of this process.</summary>
    public Func<string, string?>? Variables { get; set; }
}
