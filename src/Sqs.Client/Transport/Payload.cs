using System.Text;
using Sqs.Client.Protocol;
using Sqs.Client.Signing;

namespace Sqs.Client.Transport;

/// <summary>A request as written and hashed once for all its attempts, and where it goes.</summary>
internal sealed class Payload(Uri address, ByteBuffer bytes) : IDisposable
{
    private PayloadContent? _content;
    private List<PayloadContent>? _earlierContents;

    public Uri Address => address;

    public string Hash => field ??= SigV4Request.HashPayload(bytes.Written);

    /// <summary>The request as the query of a URL, for GET.</summary>
    public string Query => Encoding.ASCII.GetString(bytes.Written);

    public PayloadContent NewContent()
    {
        if (_content is { } earlier)
        {
            (_earlierContents ??= []).Add(earlier);
        }

        return _content = new PayloadContent(bytes.WrittenMemory);
    }

    /// <summary>Gives the memory back, unless the HTTP stack may still be reading it for an attempt that was given up.</summary>
    public void Dispose()
    {
        if (_content?.TryClose() != false && _earlierContents?.TrueForAll(static content => content.TryClose()) != false)
        {
            bytes.Dispose();
        }
        else
        {
            _ = bytes.Detach();
        }
    }
}
