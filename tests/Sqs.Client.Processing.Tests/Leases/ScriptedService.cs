using System.Globalization;

namespace Sqs.Client.Processing.Tests.Leases;

/// <summary>A service of one queue as far as held messages go: it hides messages, counts time by the test's clock, and does what a test's script says.</summary>
internal sealed class ScriptedService(LocalServer.VirtualClock clock) : DelegatingSqsClient(Clients.Unreachable())
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Hidden> _hidden = new(StringComparer.Ordinal);
    private readonly List<Seen> _calls = [];
    private readonly Dictionary<string, int> _held = new(StringComparer.Ordinal);
    private int _numbers;

    /// <summary>What becomes of an entry: null when it succeeds, else the code of its failure and whose fault it is.</summary>
    public Func<string, string, (string Code, bool SenderFault)?> EntryFate { get; set; } = static (_, _) => null;

    /// <summary>What a call throws, before anything is done; null when it does not.</summary>
    public Func<string, Exception?> CallFate { get; set; } = static _ => null;

    /// <summary>Which action's calls wait for the test to open the gate; null for none.</summary>
    public string? HeldAction { get; set; }

    /// <summary>What they wait for.</summary>
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Looks at every call as it comes in.</summary>
    public Action<Seen> OnCall { get; set; } = static _ => { };

    public IReadOnlyList<Seen> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>New messages m1, m2, ... that are received now.</summary>
    public Message[] Receive(int count, TimeSpan visibility) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        lock (_gate)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"m{++_numbers}");
            _hidden["r-" + name] = new Hidden { ReceivedAt = clock.GetUtcNow(), Until = clock.GetUtcNow() + visibility };
            return new Message { MessageId = name, ReceiptHandle = "r-" + name, Body = "body of " + name };
        }
    })];

    /// <summary>How many calls of an action wait for the test.</summary>
    public int CallsHeld(string action)
    {
        lock (_gate)
        {
            return _held.GetValueOrDefault(action);
        }
    }

    public int CallsOf(string action) => Calls.Count(call => call.Action == action);

    public int AttemptsOn(string action, string handle) => Calls.Count(call => call.Action.StartsWith(action, StringComparison.Ordinal) && call.Entries.Any(entry => entry.Handle == handle));

    public bool IsDeleted(string handle) => Look(handle).IsDeleted;

    /// <summary>Until when the service hides a message; for ever once it is deleted.</summary>
    public DateTimeOffset HiddenUntil(string handle) => Look(handle) is { IsDeleted: false, Until: var until } ? until : DateTimeOffset.MaxValue;

    public override async Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default)
    {
        var answer = await AnswerAsync("ChangeMessageVisibilityBatch", [.. request.Entries.Select(entry => (entry.Id, entry.ReceiptHandle, entry.VisibilityTimeout))], cancellationToken);
        return new ChangeMessageVisibilityBatchResponse { Successful = [.. answer.Done.Select(id => new ChangeMessageVisibilityBatchResultEntry { Id = id })], Failed = answer.Failed };
    }

    public override async Task<DeleteMessageBatchResponse> DeleteMessageBatchAsync(DeleteMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        var answer = await AnswerAsync("DeleteMessageBatch", [.. request.Entries.Select(entry => (entry.Id, entry.ReceiptHandle, (int?)null))], cancellationToken);
        return new DeleteMessageBatchResponse { Successful = [.. answer.Done.Select(id => new DeleteMessageBatchResultEntry { Id = id })], Failed = answer.Failed };
    }

    public override async Task<ChangeMessageVisibilityResponse> ChangeMessageVisibilityAsync(ChangeMessageVisibilityRequest request, CancellationToken cancellationToken = default)
    {
        ThrowIfFailed(await AnswerAsync("ChangeMessageVisibility", [("0", request.ReceiptHandle, request.VisibilityTimeout)], cancellationToken));
        return new ChangeMessageVisibilityResponse();
    }

    public override async Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken = default)
    {
        ThrowIfFailed(await AnswerAsync("DeleteMessage", [("0", request.ReceiptHandle, null)], cancellationToken));
        return new DeleteMessageResponse();
    }

    private static void ThrowIfFailed(Answer answer)
    {
        if (answer.Failed is [var entry])
        {
            throw new SqsException(entry.Code.Value) { ErrorCode = entry.Code, Fault = entry.SenderFault ? SqsFault.Sender : SqsFault.Receiver };
        }
    }

    private async Task<Answer> AnswerAsync(string action, (string Id, string Handle, int? Seconds)[] entries, CancellationToken cancellationToken)
    {
        var call = new Seen(action, clock.GetUtcNow(), [.. entries.Select(entry => (entry.Handle, entry.Seconds))]);
        lock (_gate)
        {
            _calls.Add(call);
        }

        OnCall(call);
        if (CallFate(action) is { } error)
        {
            throw error;
        }

        if (action == HeldAction)
        {
            CountHeld(action, 1);
            try
            {
                await Gate.Task.WaitAsync(cancellationToken);
            }
            finally
            {
                CountHeld(action, -1);
            }
        }

        List<string> done = [];
        List<BatchResultErrorEntry> failed = [];
        foreach (var (id, handle, seconds) in entries)
        {
            if ((EntryFate(action, handle) ?? Refusal(handle, seconds)) is var (code, senderFault))
            {
                failed.Add(new BatchResultErrorEntry { Id = id, Code = new SqsErrorCode(code), SenderFault = senderFault });
            }
            else
            {
                Apply(handle, seconds);
                done.Add(id);
            }
        }

        return new Answer(done, failed);
    }

    private void CountHeld(string action, int change)
    {
        lock (_gate)
        {
            _held[action] = _held.GetValueOrDefault(action) + change;
        }
    }

    /// <summary>The real service's own rule: no further than 12 hours from the receipt.</summary>
    private (string Code, bool SenderFault)? Refusal(string handle, int? seconds) =>
        clock.GetUtcNow() + TimeSpan.FromSeconds(seconds ?? 0) > Look(handle).ReceivedAt + TimeSpan.FromHours(12) ? ("InvalidParameterValue", true) : null;

    private void Apply(string handle, int? seconds)
    {
        lock (_gate)
        {
            var hidden = _hidden[handle];
            hidden.IsDeleted |= seconds is null;
            hidden.Until = clock.GetUtcNow() + TimeSpan.FromSeconds(seconds ?? 0);
        }
    }

    private Hidden Look(string handle)
    {
        lock (_gate)
        {
            return _hidden[handle];
        }
    }

    /// <summary>A call as it came in.</summary>
    internal sealed record Seen(string Action, DateTimeOffset At, IReadOnlyList<(string Handle, int? Seconds)> Entries);

    private sealed record Answer(IReadOnlyList<string> Done, IReadOnlyList<BatchResultErrorEntry> Failed);

    private sealed class Hidden
    {
        public required DateTimeOffset ReceivedAt { get; init; }

        public required DateTimeOffset Until { get; set; }

        public bool IsDeleted { get; set; }
    }
}
