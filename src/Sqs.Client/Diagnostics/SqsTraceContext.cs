using System.Diagnostics;
using Sqs.Client.Diagnostics;

namespace Sqs.Client;

/// <summary>Reads the trace context that a message carries, and writes one as AWS spells it.</summary>
public static class SqsTraceContext
{
    /// <summary>The name of the message attribute that holds the W3C trace parent.</summary>
    internal const string TraceParent = "traceparent";

    /// <summary>The name of the message attribute that holds the W3C trace state.</summary>
    internal const string TraceState = "tracestate";

    /// <summary>
    /// Reads the trace context of a received message: its attributes <c>traceparent</c> and <c>tracestate</c> (W3C), else its system attribute
    /// <c>AWSTraceHeader</c>. A receive must ask for them.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="context">The context of the sender's span, marked as remote; the default one when there is none.</param>
    /// <returns>False when the message carries no context, or only malformed ones; nothing is thrown for those.</returns>
    public static bool TryExtract(Message message, out ActivityContext context)
    {
        ArgumentNullException.ThrowIfNull(message);
        var attributes = message.MessageAttributes;
        if (attributes.GetValueOrDefault(TraceParent)?.StringValue is { } parent
            && ActivityContext.TryParse(parent, attributes.GetValueOrDefault(TraceState)?.StringValue, isRemote: true, out context))
        {
            return true;
        }

        if (message.Attributes.GetValueOrDefault(MessageSystemAttributeName.AWSTraceHeader) is { } header && AwsTraceHeader.TryRead(header, out context))
        {
            return true;
        }

        context = default;
        return false;
    }

    /// <summary>Writes a context as the value of the system attribute <c>AWSTraceHeader</c>: <c>Root=1-...;Parent=...;Sampled=...</c>.</summary>
    /// <param name="context">The context; its trace state has no place there.</param>
    /// <returns>The value.</returns>
    public static string ToAwsTraceHeader(ActivityContext context) => AwsTraceHeader.Write(context);
}
