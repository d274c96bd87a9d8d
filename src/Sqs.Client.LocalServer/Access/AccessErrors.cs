using Sqs.Client.LocalServer.Access.Policies;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Access;

/// <summary>The errors of authentication and of authorization. Shape is the JSON protocol's name, code the Query protocol's.</summary>
internal static class AccessErrors
{
    public static SqsFault MissingAuthenticationToken() =>
        new("MissingAuthenticationTokenException", "MissingAuthenticationToken", 403, "Request is missing Authentication Token");

    public static SqsFault IncompleteSignature(string problem) => new("IncompleteSignatureException", "IncompleteSignature", 400, problem) { JsonStatus = 403 };

    public static SqsFault InvalidClientTokenId() =>
        new("UnrecognizedClientException", "InvalidClientTokenId", 403, "The security token included in the request is invalid.");

    public static SqsFault ExpiredToken() => new("ExpiredTokenException", "ExpiredToken", 403, "The security token included in the request is expired");

    public static SqsFault SignatureDoesNotMatch(string message) => new("InvalidSignatureException", "SignatureDoesNotMatch", 403, message);

    public static SqsFault AccessDenied(string caller, string permission, string arn, AccessDecision decision)
    {
        var action = permission.ToLowerInvariant(); // as the service writes it
        var policy = decision.Kind is PolicyKind.Identity ? "identity-based" : "resource-based";
        var reason = decision.Outcome is AccessOutcome.ExplicitDeny
            ? $"with an explicit deny in {(decision.Kind is PolicyKind.Identity ? "an" : "a")} {policy} policy"
            : $"because no {policy} policy allows the {action} action";
        return new("AccessDeniedException", "AccessDenied", 403, $"User: {caller} is not authorized to perform: {action} on resource: {arn} {reason}");
    }

    public static SqsFault RequestExpired() => new("RequestExpired", "RequestExpired", 400, "Request has expired.");
}
