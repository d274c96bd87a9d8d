namespace Sqs.Client.LocalServer.Faults;

/// <summary>The server's end of a connection, below HTTP.</summary>
internal interface IConnectionEnd
{
    /// <summary>Sends bytes past the web server, which would not send less than it announced.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    /// <summary>Says that nothing more will be sent (FIN).</summary>
    void CloseSending();

    /// <summary>Breaks the connection (RST).</summary>
    void Reset();
}
