namespace Sqs.Client.Signing;

/// <summary>Reads what a received request says of its signature, for servers that check signatures: embedded ones, gateways, tests.</summary>
public static class SigV4Verifier
{
    /// <summary>Reads the signature of a request: its <c>Authorization</c> header, else the <c>X-Amz-*</c> parameters of its query.</summary>
    /// <param name="received">
    /// The request as it came: all headers, the path and query of the wire. Its payload hash is that of the body as received, or
    /// <see cref="SigV4Request.UnsignedPayload"/> where the request's <c>X-Amz-Content-SHA256</c> says so and the server allows it.
    /// </param>
    /// <returns>The claim, which is not proven until <see cref="SigV4Claim.Matches"/> says so. Bad input gives a malformed one, never an exception.</returns>
    public static SigV4Claim Read(in SigV4Request received)
    {
        var request = received with
        {
            Method = received.Method ?? "",
            Host = string.IsNullOrEmpty(received.Host) ? ReceivedHeaders.Find(received, HeaderNames.Host) ?? "" : received.Host,
            PayloadHash = received.PayloadHash ?? "",
        };
        if (ReceivedHeaders.Find(request, HeaderNames.Authorization) is { } authorization)
        {
            return AuthorizationHeader.Read(request, authorization);
        }

        foreach (var pair in new QueryPairs(request.Query))
        {
            if (pair.Name is QueryParameters.Algorithm)
            {
                return AuthorizationQuery.Read(request);
            }
        }

        return new SigV4Claim(request, SigV4ClaimKind.None);
    }
}
