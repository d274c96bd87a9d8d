namespace Sqs.Client.Transport;

/// <summary>
/// A request whose text form tells its method and host alone. The platform's own prints the query and every header, the signature and the session
/// token among them, and is what handlers log and the HTTP stack traces.
/// </summary>
internal sealed class SqsRequestMessage(HttpMethod method, Uri address) : HttpRequestMessage(method, address)
{
    public override string ToString() => $"{Method} {RequestUri?.GetLeftPart(UriPartial.Authority)}";
}
