namespace Sqs.Client.Aws.Endpoints;

/// <summary>A request whose text form has no headers: the platform's own prints them, the token of a container among them, where the HTTP stack is traced.</summary>
internal sealed class EndpointRequest(HttpMethod method, Uri uri) : HttpRequestMessage(method, uri)
{
    public override string ToString() => $"{Method} {PlaceText.Of(RequestUri!)}";
}
