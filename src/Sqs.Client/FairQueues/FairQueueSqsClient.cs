using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sqs.Client.FairQueues;

namespace Sqs.Client;

/// <summary>
/// A client that gives messages to standard queues the group of the tenant on whose behalf they are sent, so that a tenant with much does not keep the
/// others waiting, and counts messages by tenant. It belongs outside a <see cref="BufferedSqsClient"/>: there each message still has its own caller.
/// </summary>
/// <remarks>
/// A message that names a group keeps it, and FIFO queues are left alone: there a group is an order. Received messages are counted where they bring the
/// system attributes <c>MessageGroupId</c>, <c>SentTimestamp</c> and <c>ApproximateReceiveCount</c>, which <see cref="SqsQueue"/> asks for. Source: "Amazon SQS
/// fair queues" in the Amazon SQS Developer Guide.
/// </remarks>
public sealed class FairQueueSqsClient : DelegatingSqsClient
{
    private readonly Func<string?>? _tenant;
    private readonly TenantBooks _books;

    /// <summary>Lets a client send fairly.</summary>
    /// <param name="inner">The client that does the work.</param>
    /// <param name="options">How tenants are found and counted; null for the defaults.</param>
    /// <exception cref="SqsValidationException">An option is out of its range.</exception>
    public FairQueueSqsClient(ISqsClient inner, FairQueueOptions? options = null)
        : base(inner)
    {
        options = (options ?? new FairQueueOptions()).Checked();
        _tenant = options.Tenant;
        var log = new FairQueuesLog((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<FairQueueSqsClient>());
        _books = new TenantBooks(options.MaxMeasuredTenants, options.TimeProvider ?? TimeProvider.System, log);
    }

    /// <inheritdoc/>
    public override async Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default)
    {
        if (!IsFair(request?.QueueUrl))
        {
            return await Inner.SendMessageAsync(request!, cancellationToken).ConfigureAwait(false);
        }

        var grouped = request!.MessageGroupId is null && CurrentGroup() is { } group ? request with { MessageGroupId = group } : request;
        var response = await Inner.SendMessageAsync(grouped, cancellationToken).ConfigureAwait(false);
        _books.Sent(grouped.QueueUrl, grouped.MessageGroupId);
        return response;
    }

    /// <inheritdoc/>
    public override async Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        if (!IsFair(request?.QueueUrl))
        {
            return await Inner.SendMessageBatchAsync(request!, cancellationToken).ConfigureAwait(false);
        }

        // An entry that is missing is refused where all are checked.
        var grouped = request!.Entries.Any(static entry => entry is { MessageGroupId: null }) && CurrentGroup() is { } group
            ? request with { Entries = [.. request.Entries.Select(entry => entry is { MessageGroupId: null } ? entry with { MessageGroupId = group } : entry)] }
            : request;
        var response = await Inner.SendMessageBatchAsync(grouped, cancellationToken).ConfigureAwait(false);
        var stored = response.Successful.Concat(response.Doubtful.Select(static doubtful => doubtful.Entry)).Select(static entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in grouped.Entries.Where(entry => stored.Contains(entry.Id)))
        {
            _books.Sent(grouped.QueueUrl, entry.MessageGroupId);
        }

        return response;
    }

    /// <inheritdoc/>
    public override async Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default)
    {
        var response = await Inner.ReceiveMessageAsync(request, cancellationToken).ConfigureAwait(false);
        if (IsFair(request?.QueueUrl))
        {
            foreach (var message in response.Messages)
            {
                _books.Received(request!.QueueUrl, message);
            }
        }

        return response;
    }

    private static bool IsFair(string? queueUrl) => queueUrl is not null && !QueueUrls.IsFifo(queueUrl);

    private string? CurrentGroup() => _tenant?.Invoke() is { Length: > 0 } tenant ? TenantGroups.GroupIdOf(tenant) : null;
}
