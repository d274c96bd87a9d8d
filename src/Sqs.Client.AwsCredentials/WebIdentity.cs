using Sqs.Client.Aws.Services;

namespace Sqs.Client.Aws;

/// <summary>
/// A role for the token of another identity provider, as Amazon EKS sets it up for service accounts.
/// <see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html">Assume role with web identity</see>.
/// </summary>
internal sealed class WebIdentity(Surroundings surroundings, SecurityTokens tokens)
{
    private const string TokenFile = "AWS_WEB_IDENTITY_TOKEN_FILE";
    private const string RoleArn = "AWS_ROLE_ARN";

    public async ValueTask<Finding> FindAsync(CancellationToken cancellationToken)
    {
        if (surroundings[TokenFile] is not { } file)
        {
            return Finding.Absent($"{TokenFile} is not set");
        }

        if (surroundings[RoleArn] is not { } arn)
        {
            return Finding.Absent($"{RoleArn} is not set");
        }

        // The profile may say where STS is.
        var profile = await surroundings.OpenProfiles().FindAsync(surroundings.ProfileName, cancellationToken).ConfigureAwait(false);
        var role = new Role(arn, surroundings["AWS_ROLE_SESSION_NAME"]);
        return Finding.Of(await tokens.AssumeRoleWithWebIdentityAsync(file, TokenFile, role, profile, cancellationToken).ConfigureAwait(false));
    }
}
