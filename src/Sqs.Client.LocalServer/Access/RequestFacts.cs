namespace Sqs.Client.LocalServer.Access;

/// <summary>The circumstances of a request, as conditions of policies and audit records see them.</summary>
/// <param name="RequestId">The id that the answer carries.</param>
/// <param name="At">The moment, on the server's clock.</param>
/// <param name="Address">The address of the caller.</param>
/// <param name="UserAgent">What the caller says it is; null when it says nothing.</param>
/// <param name="Referer">Where the caller says it comes from.</param>
/// <param name="IsSecure">Whether the request came over TLS.</param>
/// <param name="Region">The region that the request is for.</param>
internal sealed record RequestFacts(string RequestId, DateTimeOffset At, string Address, string? UserAgent, string? Referer, bool IsSecure, string Region);
