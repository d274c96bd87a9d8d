using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Endpoints;

/// <summary>
/// The endpoint that a container is given: by Amazon ECS, by EKS Pod Identity, by AWS IoT Greengrass.
/// <see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html">Container credential provider</see>.
/// </summary>
internal sealed class ContainerEndpoint(Surroundings surroundings, EndpointCall call)
{
    private const string RelativeUri = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
    private const string FullUri = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private const string Token = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
    private const string TokenFile = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    private const string TaskHost = "169.254.170.2";
    private const int Attempts = 3;
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(5);

    public async ValueTask<Finding> FindAsync(CancellationToken cancellationToken)
    {
        if (UriOf(surroundings[RelativeUri], surroundings[FullUri]) is not { } uri)
        {
            return Finding.Absent($"neither {RelativeUri} nor {FullUri} is set");
        }

        // The file is read each time: the token in it is renewed while the container runs.
        var token = await ReadTokenAsync(cancellationToken).ConfigureAwait(false);
        var answer = await call.SendAsync(() => NewRequest(uri, token), AttemptTimeout, Attempts, cancellationToken).ConfigureAwait(false);
        return Finding.Of(CredentialsDocument.Read(answer.Require(), answer.Place, "Token"));
    }

    /// <summary>Where the variables point; null where none is set.</summary>
    /// <exception cref="CredentialsUnavailableException">They point where credentials must not be asked for.</exception>
    internal static Uri? UriOf(string? relative, string? full)
    {
        if (relative is not null)
        {
            return Uri.TryCreate(new Uri("http://" + TaskHost), relative, out var path) && path.Host == TaskHost && path.Scheme == Uri.UriSchemeHttp
                ? path
                : throw new CredentialsUnavailableException($"{RelativeUri} is no path");
        }

        if (full is null)
        {
            return null;
        }

        if (!Uri.TryCreate(full, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            throw new CredentialsUnavailableException($"{FullUri} is no http or https URL");
        }

        return uri.Scheme == Uri.UriSchemeHttps || uri.IsLoopback || uri.Host is TaskHost or "169.254.170.23" or "[fd00:ec2::23]"
            ? uri
            : throw new CredentialsUnavailableException(
                $"{FullUri} leads to {PlaceText.Of(uri)}: without https only loopback and the addresses of ECS and EKS are asked");
    }

    private static HttpRequestMessage NewRequest(Uri uri, string? token)
    {
        var request = new EndpointRequest(HttpMethod.Get, uri);
        if (token is not null)
        {
            _ = request.Headers.TryAddWithoutValidation("Authorization", token);
        }

        return request;
    }

    private async ValueTask<string?> ReadTokenAsync(CancellationToken cancellationToken)
    {
        var file = surroundings[TokenFile];
        var token = file is null ? surroundings[Token] : await SecretFile.ReadAsync(file, TokenFile, cancellationToken).ConfigureAwait(false);
        return token is not null && token.Any(char.IsControl)
            ? throw new CredentialsUnavailableException($"{(file is null ? Token : $"the file {file} of {TokenFile}")} holds a line break or another control character, which no token has")
            : token;
    }
}
