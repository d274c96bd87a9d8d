using Sqs.Client.Aws.Endpoints;
using Sqs.Client.Aws.Profiles;
using Sqs.Client.Aws.Services;
using Sqs.Client.Signing;

namespace Sqs.Client.Aws;

/// <summary>
/// The places that may have credentials, in the order of the SDK:
/// <see href="https://docs.aws.amazon.com/sdk-for-net/v4/developer-guide/creds-assign.html">Credential and profile resolution</see>.
/// The first one that is set up decides; one that is set up and fails ends the search, for what comes after it is not what was meant.
/// </summary>
internal sealed class CredentialsChain : ICredentialsSource
{
    private readonly Surroundings _surroundings;
    private readonly (string Name, Func<CancellationToken, ValueTask<Finding>> FindAsync)[] _places;
    private readonly (string Name, Func<CancellationToken, ValueTask<Finding>> FindAsync)[] _profileAlone;

    public CredentialsChain(Surroundings surroundings, HttpClient http)
    {
        _surroundings = surroundings;
        var call = new EndpointCall(http, surroundings.Time);
        var environment = new EnvironmentKeys(surroundings);
        var tokens = new SecurityTokens(surroundings);
        var webIdentity = new WebIdentity(surroundings, tokens);
        var container = new ContainerEndpoint(surroundings, call);
        var instance = new InstanceMetadata(surroundings, call);
        var profile = new ProfileCredentials(surroundings, environment, container, instance, tokens, new SingleSignOn(surroundings));
        _profileAlone = [("profile", profile.FindAsync)];
        _places =
        [
            ("environment", _ => new ValueTask<Finding>(environment.Find())),
            ("web identity", webIdentity.FindAsync),
            .. _profileAlone,
            ("container", container.FindAsync),
            ("instance metadata", instance.FindAsync),
        ];
    }

    /// <inheritdoc/>
    public async ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        var absent = new List<string>();
        foreach (var (name, findAsync) in _surroundings.IsProfileGiven ? _profileAlone : _places)
        {
            Finding finding;
            try
            {
                finding = await findAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (CredentialsUnavailableException failure)
            {
                absent.Add($"{name}: {failure.Message}");
                break;
            }

            if (finding.Credentials is { } credentials)
            {
                return credentials;
            }

            absent.Add($"{name}: {finding.Absence}");
        }

        throw new CredentialsUnavailableException($"No AWS credentials. Tried {string.Join("; ", absent)}.");
    }
}
