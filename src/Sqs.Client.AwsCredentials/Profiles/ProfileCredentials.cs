using System.Globalization;
using Sqs.Client.Aws.Endpoints;
using Sqs.Client.Aws.Services;
using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Profiles;

/// <summary>What a profile says about credentials, followed to where they are.</summary>
internal sealed class ProfileCredentials(
    Surroundings surroundings, EnvironmentKeys environment, ContainerEndpoint container, InstanceMetadata instance, SecurityTokens tokens, SingleSignOn signOn)
{
    public async ValueTask<Finding> FindAsync(CancellationToken cancellationToken)
    {
        var files = surroundings.OpenProfiles();
        var name = surroundings.ProfileName;
        var profile = await files.FindAsync(name, cancellationToken).ConfigureAwait(false);
        var finding = profile is null
            ? Finding.Absent($"there is no profile \"{name}\" in {files.Place}")
            : await FollowAsync(profile, [], cancellationToken).ConfigureAwait(false);

        // Whoever names a profile wants that one and no other source.
        return finding.Credentials is null && surroundings.IsProfileNamed ? throw new CredentialsUnavailableException(finding.Absence) : finding;
    }

    private async ValueTask<Finding> FollowAsync(Profile profile, HashSet<string> visited, CancellationToken cancellationToken)
    {
        if (profile["role_arn"] is { } arn)
        {
            return Finding.Of(await AssumeAsync(profile, arn, visited, cancellationToken).ConfigureAwait(false));
        }

        if (SingleSignOn.IsIn(profile))
        {
            return Finding.Of(await signOn.GetCredentialsAsync(profile, cancellationToken).ConfigureAwait(false));
        }

        if (profile["login_session"] is not null)
        {
            throw new CredentialsUnavailableException($"{profile.Place} has a login_session, which needs AWSSDK.Signin: give its LoginAWSCredentials to the options");
        }

        if (HasKeys(profile))
        {
            return Finding.Of(Keys(profile));
        }

        return profile["credential_process"] is { } command
            ? Finding.Of(await CredentialProcess.RunAsync(command, $"the credential_process of {profile.Place}", surroundings.Time, cancellationToken).ConfigureAwait(false))
            : Finding.Absent($"{profile.Place} says nothing about credentials");
    }

    private async ValueTask<AwsCredentials> AssumeAsync(Profile profile, string arn, HashSet<string> visited, CancellationToken cancellationToken)
    {
        var role = new Role(arn, profile["role_session_name"], profile["external_id"], Seconds(profile));
        if (profile["web_identity_token_file"] is { } file)
        {
            return await tokens.AssumeRoleWithWebIdentityAsync(file, $"web_identity_token_file of {profile.Place}", role, profile, cancellationToken).ConfigureAwait(false);
        }

        if (profile["mfa_serial"] is not null)
        {
            throw new CredentialsUnavailableException($"{profile.Place} wants the code of a device (mfa_serial): give an AssumeRoleAWSCredentials that asks for it to the options");
        }

        var source = await SourceAsync(profile, visited, cancellationToken).ConfigureAwait(false);
        return await tokens.AssumeRoleAsync(source, role, profile, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<AwsCredentials> SourceAsync(Profile profile, HashSet<string> visited, CancellationToken cancellationToken)
    {
        if (profile["source_profile"] is not { } name)
        {
            return await NamedSourceAsync(profile, cancellationToken).ConfigureAwait(false);
        }

        if (name == profile.Name && HasKeys(profile))
        {
            return Keys(profile); // a profile may be the source of its own role
        }

        if (!visited.Add(profile.Name) || visited.Contains(name))
        {
            throw new CredentialsUnavailableException($"{profile.Place}: the chain of source_profile comes back to \"{name}\"");
        }

        var source = await surroundings.OpenProfiles().FindAsync(name, cancellationToken).ConfigureAwait(false)
            ?? throw new CredentialsUnavailableException($"{profile.Place}: there is no profile \"{name}\", its source_profile");
        var finding = await FollowAsync(source, visited, cancellationToken).ConfigureAwait(false);
        return finding.Credentials ?? throw new CredentialsUnavailableException($"{profile.Place}: {finding.Absence}");
    }

    private async ValueTask<AwsCredentials> NamedSourceAsync(Profile profile, CancellationToken cancellationToken)
    {
        var finding = profile["credential_source"] switch
        {
            null => throw new CredentialsUnavailableException($"{profile.Place} has a role_arn, and neither source_profile, credential_source nor web_identity_token_file"),
            { } text when text.Equals("Environment", StringComparison.OrdinalIgnoreCase) => environment.Find(),
            { } text when text.Equals("EcsContainer", StringComparison.OrdinalIgnoreCase) => await container.FindAsync(cancellationToken).ConfigureAwait(false),
            { } text when text.Equals("Ec2InstanceMetadata", StringComparison.OrdinalIgnoreCase) => await instance.FindAsync(cancellationToken).ConfigureAwait(false),
            _ => throw new CredentialsUnavailableException($"{profile.Place}: its credential_source is none of Environment, EcsContainer, Ec2InstanceMetadata"),
        };
        return finding.Credentials ?? throw new CredentialsUnavailableException($"{profile.Place}: {finding.Absence}");
    }

    private static bool HasKeys(Profile profile) => profile["aws_access_key_id"] is not null || profile["aws_secret_access_key"] is not null;

    private static AwsCredentials Keys(Profile profile) => CredentialsDocument.Make(
        profile.Place,
        ("aws_access_key_id", profile["aws_access_key_id"]),
        ("aws_secret_access_key", profile["aws_secret_access_key"]),
        ("aws_session_token", profile["aws_session_token"]),
        expiration: null);

    private static int? Seconds(Profile profile) => profile["duration_seconds"] is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds
        : throw new CredentialsUnavailableException($"{profile.Place}: its duration_seconds is no number");
}
