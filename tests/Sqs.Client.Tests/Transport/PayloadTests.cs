using System.Buffers;
using Sqs.Client.Protocol;
using Sqs.Client.Transport;

namespace Sqs.Client.Tests.Transport;

/// <summary>The memory of a request is not used again while the HTTP stack may be reading it.</summary>
[Collection(nameof(Alone))]
public sealed class PayloadTests
{
    private const int Size = 1024;

    [Fact]
    public async Task Memory_OfAnAttemptStillBeingWritten_IsNotGivenBack()
    {
        var slow = new SlowStream();
        Task? writing = null;
        var handler = new WritingHandler(content => writing = content.CopyToAsync(slow, TestContext.Current.CancellationToken));
        var engine = new Engine(handler);
        using var source = new CancellationTokenSource();
        var call = engine.SendAsync(new string('b', 500), cancellationToken: source.Token);
        var before = slow.Seen.ToArray();
        Cancel(source); // all that the end of the call does is done by this thread, whose part of the pool is looked at next
        Assert.True(call.IsCanceled);

        foreach (var memory in Enumerable.Range(0, 200).Select(_ => ArrayPool<byte>.Shared.Rent(Size)))
        {
            memory.AsSpan().Fill(0xFF); // what the next request would do
        }

        slow.Go.SetResult();
        await writing!;
        Assert.Equal(before, slow.Seen.ToArray());
        Assert.Contains((byte)'b', before);
    }

    [Fact]
    public async Task Content_BeingWritten_CannotBeClosed()
    {
        var slow = new SlowStream();
        using var content = new PayloadContent(new byte[10]);
        var writing = content.CopyToAsync(slow, TestContext.Current.CancellationToken);
        Assert.False(content.TryClose());

        slow.Go.SetResult();
        await writing;
        Assert.True(content.TryClose());
        Assert.True(content.TryClose());
        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
        Assert.True(content.TryClose());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Memory_IsGivenBackUnlessContentIsBeingWritten(bool isBeingWritten)
    {
        var slow = new SlowStream();
        var bytes = new ByteBuffer(Size);
        bytes.Append("payload"u8);
        var memory = bytes.WrittenMemory;
        var payload = new Payload(new Uri("http://localhost/"), bytes);
        using var content = payload.NewContent();
        var writing = isBeingWritten ? content.CopyToAsync(slow, TestContext.Current.CancellationToken) : Task.CompletedTask;

        payload.Dispose();

        // The pool hands the array that this thread gave back last out first.
        var next = ArrayPool<byte>.Shared.Rent(Size);
        Assert.Equal(!isBeingWritten, memory.Span.Overlaps(next));
        slow.Go.SetResult();
        await writing;
    }

    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private sealed class SlowStream : MemoryStream
    {
        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ReadOnlyMemory<byte> Seen { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Seen = buffer;
            await Go.Task;
        }
    }

    /// <summary>Begins to write the body and waits for an answer that does not come, as a stack does on a slow connection.</summary>
    private sealed class WritingHandler(Action<HttpContent> write) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            write(request.Content!);
            await Answers.NeverAsync(cancellationToken).ConfigureAwait(false);
            return new HttpResponseMessage();
        }
    }
}
