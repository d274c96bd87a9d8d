using Amazon.Runtime;
using Amazon.SSOOIDC;
using Amazon.SSOOIDC.Model;
using Sqs.Client.Aws.Profiles;
using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Services;

/// <summary>The token of a login, renewed where it can be: <see href="https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html">CreateToken</see>.</summary>
internal sealed class SsoTokens(Surroundings surroundings, Profile profile)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    public async ValueTask<string> GetAsync(string path, string region, CancellationToken cancellationToken)
    {
        SsoTokenFile file;
        try
        {
            file = await SsoTokenFile.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (CredentialsUnavailableException exception)
        {
            throw new CredentialsUnavailableException($"{profile.Place} has no login ({exception.Message}): {Advice}");
        }

        var now = surroundings.Time.GetUtcNow();
        if (file.AccessToken is { } token && now < file.Expiration - Ahead)
        {
            return token;
        }

        if (file is { RefreshToken: not null, ClientId: not null, ClientSecret: not null } && now < file.RegistrationExpiration)
        {
            return await RenewAsync(file, region, now, cancellationToken).ConfigureAwait(false);
        }

        return file.AccessToken is { } last && now < file.Expiration
            ? last
            : throw new CredentialsUnavailableException($"the login of {profile.Place} in {file.Path} has expired: {Advice}");
    }

    private string Advice => $"run \"aws sso login --profile {profile.Name}\"";

    private async ValueTask<string> RenewAsync(SsoTokenFile file, string region, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var place = await ServicePlace.FindAsync(surroundings, region, "sso_oidc", profile, cancellationToken).ConfigureAwait(false);
        var name = $"{place.Describe("IAM Identity Center OIDC")}, asked to renew the login of {profile.Place},";
        try
        {
            using var client = new AmazonSSOOIDCClient(new AnonymousAWSCredentials(), place.Configure(new AmazonSSOOIDCConfig()));
            var request = new CreateTokenRequest { ClientId = file.ClientId, ClientSecret = file.ClientSecret, RefreshToken = file.RefreshToken, GrantType = "refresh_token" };
            var answer = await client.CreateTokenAsync(request, cancellationToken).ConfigureAwait(false);
            if (string.IsNullOrEmpty(answer.AccessToken))
            {
                throw new CredentialsUnavailableException($"{name} gave no token");
            }

            await file.ReplaceAsync(answer.AccessToken, now.AddSeconds(answer.ExpiresIn ?? 0), answer.RefreshToken, cancellationToken).ConfigureAwait(false);
            return answer.AccessToken;
        }
        catch (Exception exception) when (exception is not CredentialsUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            // A token that is still accepted serves on; the next look tries again.
            return file.AccessToken is { } last && now < file.Expiration
                ? last
                : throw ServiceFailure.Of(name, exception, file.RefreshToken, file.ClientSecret, file.AccessToken);
        }
    }
}
