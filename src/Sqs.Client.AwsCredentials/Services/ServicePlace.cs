using Amazon;
using Amazon.Runtime;
using Sqs.Client.Signing;
using Profile = Sqs.Client.Aws.Profiles.Profile;

namespace Sqs.Client.Aws.Services;

/// <summary>
/// Where a service is called: the endpoint that environment or profile name for it, otherwise that of the region.
/// <see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html">Service-specific endpoints</see>.
/// </summary>
/// <param name="Region">The region.</param>
/// <param name="Endpoint">The endpoint, null for the region's own.</param>
internal sealed record ServicePlace(string Region, Uri? Endpoint)
{
    public static async ValueTask<ServicePlace> FindAsync(Surroundings surroundings, string region, string service, Profile? profile, CancellationToken cancellationToken)
    {
        if (string.Equals(surroundings["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] ?? profile?["ignore_configured_endpoint_urls"], "true", StringComparison.OrdinalIgnoreCase))
        {
            return new ServicePlace(region, Endpoint: null);
        }

        var variable = "AWS_ENDPOINT_URL_" + service.ToUpperInvariant();
        var services = profile?["services"] is { } name
            ? await surroundings.OpenProfiles().FindSectionAsync("services", name, cancellationToken).ConfigureAwait(false)
            : null;
        return new ServicePlace(
            region,
            Read(surroundings[variable], variable)
                ?? Read(surroundings["AWS_ENDPOINT_URL"], "AWS_ENDPOINT_URL")
                ?? Read(services?[service + ".endpoint_url"], $"endpoint_url of {service} in services \"{services?.Name}\"")
                ?? Read(profile?["endpoint_url"], $"endpoint_url of {profile?.Place}"));
    }

    /// <summary>The service for messages.</summary>
    public string Describe(string service) => Endpoint is null ? $"{service} in {Region}" : $"{service} at {Endpoints.EndpointCall.Place(Endpoint)}";

    public T Configure<T>(T config)
        where T : ClientConfig
    {
        config.IgnoreConfiguredEndpointUrls = true; // they were read above, for the profile and at the time of this call
        if (Endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        }
        else
        {
            config.ServiceURL = Endpoint.AbsoluteUri;
            config.AuthenticationRegion = Region;
        }

        return config;
    }

    private static Uri? Read(string? text, string named) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? uri
        : throw new CredentialsUnavailableException($"{named} is no http or https URL");
}
