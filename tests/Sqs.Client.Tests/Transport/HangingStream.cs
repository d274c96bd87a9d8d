namespace Sqs.Client.Tests.Transport;

/// <summary>The body of an answer that gives a byte after each pause of the clock, or nothing for ever.</summary>
internal sealed class HangingStream(TimeProvider clock, TimeSpan pause) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var done = new TaskCompletionSource(); // goes on in the thread that moves the clock, so that both keep step
        await using var timer = clock.CreateTimer(_ => done.TrySetResult(), null, pause, Timeout.InfiniteTimeSpan);
        await using var registration = cancellationToken.UnsafeRegister((_, token) => done.TrySetCanceled(token), null);
        await done.Task.ConfigureAwait(false);
        buffer.Span[0] = (byte)' ';
        return 1;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
