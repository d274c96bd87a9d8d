using System.Text;
using Sqs.Client.Protocol;
using Sqs.Client.Signing;

namespace Sqs.Client.Transport;

/// <summary>A request as written and hashed once for all its attempts, and where it goes.</summary>
internal sealed class Payload(Uri address, ByteBuffer bytes) : IDisposable
{
    private readonly List<PayloadContent> _contents = new(1);

    public Uri Address => address;

    public string Hash => field ??= SigV4Request.HashPayload(bytes.Written);

    /// <summary>The request as the query of a URL, for GET.</summary>
    public string Query => Encoding.ASCII.GetString(bytes.Written);

    public PayloadContent NewContent()
    {
        var content = new PayloadContent(bytes.WrittenMemory);
        _contents.Add(content);
        return content;
    }

    /// <summary>Gives the memory back, unless the HTTP stack may still be reading it for an attempt that was given up.</summary>
    public void Dispose()
    {
        if (_contents.TrueForAll(static content => content.TryClose()))
        {
            bytes.Dispose();
        }
        else
        {
            _ = bytes.Detach();
        }
    }
}
