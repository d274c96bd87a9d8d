using System.Net;

namespace Sqs.Client.LocalServer.InMemory;

/// <summary>The address of a server that is reached inside the process only.</summary>
internal sealed class MemoryEndPoint : EndPoint
{
    public override string ToString() => "memory";
}
