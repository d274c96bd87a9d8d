namespace Sqs.Client.Tool.Connection;

/// <summary>Keeps the latest answer of the service as it came: the client reads it all the same.</summary>
internal sealed class AnswerRecorder(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private byte[] _latest = [];

    /// <summary>The bytes of the latest answer that came, also of one that told an error; empty before the first.</summary>
    public ReadOnlyMemory<byte> Latest => Volatile.Read(ref _latest);

    /// <summary>Before a call whose answer is wanted: a call may end without one.</summary>
    public void Forget() => Volatile.Write(ref _latest, []);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        await answer.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _latest, await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        return answer;
    }
}
