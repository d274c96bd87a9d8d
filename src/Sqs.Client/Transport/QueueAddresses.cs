using System.Buffers;
using System.Collections.Concurrent;

namespace Sqs.Client.Transport;

/// <summary>
/// Turns a queue URL into the address of a request. The URL says <i>which</i> queue, not <i>where to send credentials</i>: requests always
/// go to the configured endpoint, and a URL of a host that has no business here is an error.
/// </summary>
/// <param name="endpoint">Where requests go.</param>
/// <param name="region">The region that is signed for.</param>
/// <param name="isCustom">True for an endpoint that the user set: containers answer with host names of their own, so any host is accepted.</param>
internal sealed class QueueAddresses(Uri endpoint, string region, bool isCustom)
{
    private const int MostLearntHosts = 64;
    private const int MostKeptAddresses = 1000;

    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("/-_.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    private readonly string _origin = $"{endpoint.Scheme}://{endpoint.Authority}";
    private readonly ConcurrentDictionary<string, bool> _learntHosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Uri> _kept = new(StringComparer.Ordinal);

    /// <summary>Where requests that are for no queue go.</summary>
    public Uri Account => endpoint;

    /// <summary>The queue's own path, exactly as its URL spells it, at the configured endpoint.</summary>
    public Uri Of(string queueUrl)
    {
        if (_kept.TryGetValue(queueUrl, out var known))
        {
            return known;
        }

        var address = new Uri(_origin + PathOf(queueUrl));
        if (_kept.Count < MostKeptAddresses)
        {
            _ = _kept.TryAdd(queueUrl, address);
        }

        return address;
    }

    /// <summary>Remembers the host of a queue URL that the endpoint itself returned.</summary>
    public void Learn(string queueUrl)
    {
        if (!isCustom && _learntHosts.Count < MostLearntHosts && Uri.TryCreate(queueUrl, UriKind.Absolute, out var url))
        {
            _ = _learntHosts.TryAdd(url.Authority, true);
        }
    }

    private string PathOf(string queueUrl)
    {
        var authorityStart = AuthorityStart(queueUrl);
        var pathStart = queueUrl.IndexOf('/', authorityStart);
        if (pathStart < 0 || pathStart == queueUrl.Length - 1)
        {
            throw Refused("must end in the path of a queue, as in https://host/account/name");
        }

        if (!isCustom)
        {
            RefuseForeignHost(queueUrl[authorityStart..pathStart]);
        }

        var path = queueUrl[pathStart..];
        if (path.AsSpan().ContainsAnyExcept(PathCharacters)
            || path.Contains("//", StringComparison.Ordinal)
            || $"{path}/".Contains("/./", StringComparison.Ordinal)
            || $"{path}/".Contains("/../", StringComparison.Ordinal))
        {
            throw Refused("must have a path of letters, digits, hyphens, underscores and points, without empty or dot segments");
        }

        return path;
    }

    private static int AuthorityStart(string queueUrl)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["https://", "http://"])
        {
            if (queueUrl.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return scheme.Length;
            }
        }

        throw Refused("must be an absolute http or https URL, as the service gave it");
    }

    private static SqsValidationException Refused(string rule) => new("QueueUrl", rule);

    private void RefuseForeignHost(string authority)
    {
        if (string.Equals(authority, endpoint.Authority, StringComparison.OrdinalIgnoreCase)
            || EndpointResolver.IsHostOf(authority, region)
            || _learntHosts.ContainsKey(authority))
        {
            return;
        }

        throw Refused($"is of a host that is neither SQS in {region} nor the endpoint {endpoint.Authority}; use a client of the queue's region, or set Endpoint");
    }
}
