using Sqs.Client.Processing;

namespace Sqs.Client.PackageCheck;

/// <summary>Passes on what the first message says.</summary>
internal sealed class NoteHandler(TaskCompletionSource<string> handled) : ISqsMessageHandler
{
    public Task HandleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        _ = handled.TrySetResult(delivery.Message.Body);
        return Task.CompletedTask;
    }
}
