namespace Sqs.Client.Signing;

/// <summary>
/// Credentials from the environment variables <c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c> and, for temporary ones,
/// <c>AWS_SESSION_TOKEN</c>. They are read at the first call that finds them, and kept.
/// </summary>
/// <remarks>
/// <see href="https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html">Environment variables of the AWS tools</see>.
/// </remarks>
public sealed class EnvironmentCredentialsSource : ICredentialsSource
{
    private const string AccessKeyVariable = "AWS_ACCESS_KEY_ID";
    private const string SecretVariable = "AWS_SECRET_ACCESS_KEY";
    private const string TokenVariable = "AWS_SESSION_TOKEN";

    private readonly Func<string, string?> _variables;
    private AwsCredentials? _credentials;

    /// <summary>Makes a source.</summary>
    /// <param name="variables">Gives the value of a variable or null; by default those of this process.</param>
    public EnvironmentCredentialsSource(Func<string, string?>? variables = null) => _variables = variables ?? Environment.GetEnvironmentVariable;

    /// <summary>Whether the variables that credentials need are set.</summary>
    /// <param name="variables">Gives the value of a variable or null; by default those of this process.</param>
    /// <returns>True when both the access key id and the secret are there.</returns>
    public static bool IsConfigured(Func<string, string?>? variables = null)
    {
        variables ??= Environment.GetEnvironmentVariable;
        return !string.IsNullOrEmpty(variables(AccessKeyVariable)) && !string.IsNullOrEmpty(variables(SecretVariable));
    }

    /// <inheritdoc/>
    /// <exception cref="CredentialsUnavailableException">A variable is missing or holds what it cannot hold; the message names it.</exception>
    public ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return new ValueTask<AwsCredentials>(_credentials ??= Read());
        }
        catch (CredentialsUnavailableException exception)
        {
            return ValueTask.FromException<AwsCredentials>(exception);
        }
    }

    private AwsCredentials Read()
    {
        var token = _variables(TokenVariable);
        try
        {
            return new AwsCredentials(Require(AccessKeyVariable), Require(SecretVariable), string.IsNullOrEmpty(token) ? null : token);
        }
        catch (ArgumentException exception)
        {
            var variable = exception.ParamName switch
            {
                "accessKeyId" => AccessKeyVariable,
                "secretAccessKey" => SecretVariable,
                _ => TokenVariable,
            };
            throw new CredentialsUnavailableException($"The environment variable {variable} cannot be used.", exception);
        }
    }

    private string Require(string variable) =>
        _variables(variable) is { Length: > 0 } value
            ? value
            : throw new CredentialsUnavailableException($"The environment variable {variable} is not set.");
}
