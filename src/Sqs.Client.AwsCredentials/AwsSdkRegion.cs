using Sqs.Client.Aws;
using Sqs.Client.Aws.Endpoints;
using Sqs.Client.Signing;

namespace Sqs.Client;

/// <summary>The region as the AWS SDK for .NET finds it.</summary>
/// <remarks><see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-region.html">AWS Region</see> of the AWS SDKs and Tools Reference Guide.</remarks>
public static class AwsSdkRegion
{
    /// <summary>The region that the options, <c>AWS_REGION</c>, <c>AWS_DEFAULT_REGION</c> or the profile name; nobody is asked over the network.</summary>
    /// <param name="options">Where to look; null for the defaults.</param>
    /// <returns>The region, or null where none is named.</returns>
    /// <exception cref="CredentialsUnavailableException">A file of profiles had to be read and is malformed or cannot be read; the message names the place.</exception>
    public static string? FindConfigured(AwsCredentialsOptions? options = null)
    {
        var surroundings = new Surroundings(options ?? new AwsCredentialsOptions());
        return surroundings.Region ?? surroundings.OpenProfiles().Find(surroundings.ProfileName)?["region"];
    }

    /// <summary>As <see cref="FindConfigured"/>; where nothing names a region, the one that this EC2 instance runs in.</summary>
    /// <param name="options">Where to look; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The region, or null where there is none.</returns>
    /// <exception cref="CredentialsUnavailableException">A file of profiles had to be read and is malformed or cannot be read; the message names the place.</exception>
    public static async Task<string?> FindAsync(AwsCredentialsOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (FindConfigured(options) is { } region)
        {
            return region;
        }

        var surroundings = new Surroundings(options ?? new AwsCredentialsOptions());
        using var http = EndpointCall.NewClient();
        return await new InstanceMetadata(surroundings, new EndpointCall(http, surroundings.Time)).FindRegionAsync(cancellationToken).ConfigureAwait(false);
    }
}
