using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Access;

/// <summary>The errors of authentication. Shape is the JSON protocol's name, code the Query protocol's.</summary>
internal static class AccessErrors
{
    public static SqsFault MissingAuthenticationToken() =>
        new("MissingAuthenticationTokenException", "MissingAuthenticationToken", 403, "Request is missing Authentication Token");

    public static SqsFault IncompleteSignature(string problem) => new("IncompleteSignatureException", "IncompleteSignature", 400, problem) { JsonStatus = 403 };

    public static SqsFault InvalidClientTokenId() =>
        new("UnrecognizedClientException", "InvalidClientTokenId", 403, "The security token included in the request is invalid.");

    public static SqsFault ExpiredToken() => new("ExpiredTokenException", "ExpiredToken", 403, "The security token included in the request is expired");

    public static SqsFault SignatureDoesNotMatch(string message) => new("InvalidSignatureException", "SignatureDoesNotMatch", 403, message);

    public static SqsFault RequestExpired() => new("RequestExpired", "RequestExpired", 400, "Request has expired.");
}
