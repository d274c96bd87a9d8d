using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace Sqs.Client.LocalServer.InMemory;

/// <summary>The client's end of a connection inside the process, as its HTTP stack wants it.</summary>
internal sealed class MemoryClientStream(PipeReader fromServer, PipeWriter toServer, Action gone) : Stream
{
    private readonly Lock _writing = new(); // a break may come while the client writes
    private volatile bool _isBroken;
    private bool _isEnded;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>What a reset does: reads and writes fail, those that wait and those to come.</summary>
    public void Break()
    {
        _isBroken = true;
        End(Reset());
        fromServer.CancelPendingRead();
    }

    /// <summary>Reads what has come; an empty buffer waits until something has.</summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await fromServer.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (_isBroken)
        {
            fromServer.AdvanceTo(read.Buffer.Start);
            throw Reset();
        }

        var length = (int)Math.Min(read.Buffer.Length, buffer.Length);
        var part = read.Buffer.Slice(0, length);
        part.CopyTo(buffer.Span);
        fromServer.AdvanceTo(part.End);
        return length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_writing)
        {
            if (_isEnded)
            {
                throw Reset();
            }

            toServer.Write(buffer.Span);
        }

        var flushed = await toServer.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (flushed.IsCompleted)
        {
            throw Reset();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
        // Every write is flushed.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            End(error: null);
            gone();
        }

        base.Dispose(disposing);
    }

    private static IOException Reset() => new("The connection was reset.", new SocketException((int)SocketError.ConnectionReset));

    private void End(Exception? error)
    {
        lock (_writing)
        {
            if (!_isEnded)
            {
                _isEnded = true;
                toServer.Complete(error);
            }
        }
    }
}
