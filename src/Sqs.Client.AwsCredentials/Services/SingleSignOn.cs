using Amazon.Runtime;
using Amazon.SSO;
using Amazon.SSO.Model;
using Sqs.Client.Aws.Profiles;
using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Services;

/// <summary>
/// Credentials of IAM Identity Center, for the token of a login by the AWS CLI.
/// <see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html">IAM Identity Center credential provider</see>.
/// </summary>
internal sealed class SingleSignOn(Surroundings surroundings)
{
    private const string Service = "IAM Identity Center";

    public static bool IsIn(Profile profile) => profile["sso_account_id"] is not null || profile["sso_role_name"] is not null || profile["sso_session"] is not null;

    public async ValueTask<AwsCredentials> GetCredentialsAsync(Profile profile, CancellationToken cancellationToken)
    {
        var (account, role) = (Require(profile, "sso_account_id"), Require(profile, "sso_role_name"));
        var session = await SessionAsync(profile, cancellationToken).ConfigureAwait(false);
        var login = (Session: profile["sso_session"], StartUrl: Require(session, "sso_start_url"), Region: Require(session, "sso_region"));
        var file = SsoTokenFile.Of(surroundings.Home, login.Session ?? login.StartUrl);
        var token = await new SsoTokens(surroundings, profile).GetAsync(file, login.Region, cancellationToken).ConfigureAwait(false);
        var place = await ServicePlace.FindAsync(surroundings, login.Region, "sso", profile, cancellationToken).ConfigureAwait(false);
        var name = $"{place.Describe(Service)}, asked for the role {role} of account {account} ({profile.Place}),";
        try
        {
            using var client = new AmazonSSOClient(new AnonymousAWSCredentials(), place.Configure(new AmazonSSOConfig()));
            var request = new GetRoleCredentialsRequest { AccountId = account, RoleName = role, AccessToken = token };
            var answer = await client.GetRoleCredentialsAsync(request, cancellationToken).ConfigureAwait(false);
            return Snapshot(answer.RoleCredentials, name);
        }
        catch (Exception exception) when (exception is not CredentialsUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            throw ServiceFailure.Of(name, exception, token);
        }
    }

    private async ValueTask<Profile> SessionAsync(Profile profile, CancellationToken cancellationToken) => profile["sso_session"] is not { } name
        ? profile // the older form: all in the profile
        : await surroundings.OpenProfiles().FindSectionAsync("sso-session", name, cancellationToken).ConfigureAwait(false)
            ?? throw new CredentialsUnavailableException($"{profile.Place}: there is no section [sso-session {name}]");

    private static string Require(Profile profile, string key) => profile[key] ?? throw new CredentialsUnavailableException($"{profile.Place} has no {key}");

    private static AwsCredentials Snapshot(RoleCredentials? given, string place) => given is null
        ? throw new CredentialsUnavailableException($"{place} gave no credentials")
        : CredentialsDocument.Make(
            place,
            ("accessKeyId", given.AccessKeyId),
            ("secretAccessKey", given.SecretAccessKey),
            ("sessionToken", given.SessionToken),
            given.Expiration is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null);
}
