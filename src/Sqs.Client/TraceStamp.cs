using System.Buffers;
using System.Diagnostics;
using Sqs.Client.Operations;

namespace Sqs.Client;

/// <summary>The trace context of one call, as the attributes that its messages get.</summary>
internal readonly struct TraceStamp
{
    private const int MaxAttributes = 10;

    // What W3C asks everybody to pass on; a longer state is rather left out than cut.
    private const int LongestState = 512;

    // A state that the service would refuse must not cost the message.
    private static readonly SearchValues<char> StateCharacters =
        SearchValues.Create(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private readonly MessageAttributeValue? _header;
    private readonly MessageAttributeValue? _parent;
    private readonly MessageAttributeValue? _state;

    private TraceStamp(Activity activity, TracePropagation propagation)
    {
        _header = propagation.HasFlag(TracePropagation.AwsTraceHeader) ? MessageAttributeValue.String(SqsTraceContext.ToAwsTraceHeader(activity.Context)) : null;
        if (propagation.HasFlag(TracePropagation.W3C))
        {
            _parent = MessageAttributeValue.String(activity.Id!);
            _state = activity.TraceStateString is { Length: > 0 and <= LongestState } state && !state.AsSpan().ContainsAnyExcept(StateCharacters)
                ? MessageAttributeValue.String(state)
                : null;
        }
    }

    /// <summary>Null when there is nothing to add.</summary>
    public static TraceStamp? Of(Activity? activity, TracePropagation propagation) =>
        propagation != TracePropagation.None && activity is { IdFormat: ActivityIdFormat.W3C } ? new TraceStamp(activity, propagation) : null;

    public SendMessageRequest On(SendMessageRequest request)
    {
        var message = new MessageParts(request);
        if (HasContext(message))
        {
            return request;
        }

        var room = _parent is null ? 0 : MessageSize.Maximum - MessageSize.Of(message);
        return request with { MessageAttributes = Attributes(message, ref room), MessageSystemAttributes = SystemAttributes(message) };
    }

    public SendMessageBatchRequest On(SendMessageBatchRequest request)
    {
        var room = _parent is null ? 0 : MessageSize.Maximum - request.Entries.Sum(static entry => entry is null ? 0 : MessageSize.Of(entry));
        SendMessageBatchRequestEntry[]? entries = null;
        for (var index = 0; index < request.Entries.Count; index++)
        {
            // An entry that is missing is refused where all are checked.
            if (request.Entries[index] is { } entry && new MessageParts(entry) is var message && !HasContext(message))
            {
                entries ??= [.. request.Entries];
                entries[index] = entry with { MessageAttributes = Attributes(message, ref room), MessageSystemAttributes = SystemAttributes(message) };
            }
        }

        return entries is null ? request : request with { Entries = entries };
    }

    /// <summary>True when the message names a context in any form: two that contradict each other would be worse than none.</summary>
    private static bool HasContext(in MessageParts message) =>
        message.SystemAttributes.ContainsKey(MessageSystemAttributeName.AWSTraceHeader)
        || message.Attributes.ContainsKey(SqsTraceContext.TraceParent)
        || message.Attributes.ContainsKey(SqsTraceContext.TraceState);

    private static bool Fits(string name, MessageAttributeValue value, int count, long room) => count < MaxAttributes && MessageSize.Of(name, value) <= room;

    private IReadOnlyDictionary<MessageSystemAttributeName, MessageAttributeValue> SystemAttributes(in MessageParts message) =>
        _header is null
            ? message.SystemAttributes
            : new Dictionary<MessageSystemAttributeName, MessageAttributeValue>(message.SystemAttributes) { [MessageSystemAttributeName.AWSTraceHeader] = _header };

    private IReadOnlyDictionary<string, MessageAttributeValue> Attributes(in MessageParts message, ref long room)
    {
        if (_parent is null || !Fits(SqsTraceContext.TraceParent, _parent, message.Attributes.Count, room))
        {
            return message.Attributes;
        }

        var attributes = new Dictionary<string, MessageAttributeValue>(message.Attributes, StringComparer.Ordinal) { [SqsTraceContext.TraceParent] = _parent };
        room -= MessageSize.Of(SqsTraceContext.TraceParent, _parent);
        if (_state is not null && Fits(SqsTraceContext.TraceState, _state, attributes.Count, room))
        {
            attributes.Add(SqsTraceContext.TraceState, _state);
            room -= MessageSize.Of(SqsTraceContext.TraceState, _state);
        }

        return attributes;
    }
}
