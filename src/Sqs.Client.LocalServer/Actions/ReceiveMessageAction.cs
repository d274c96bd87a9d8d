using Sqs.Client.LocalServer.Messages;
using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - 1-10 messages (default 1), visibility 0-43200 (default the queue's), wait 0-20 (default the queue's), else InvalidParameterValue;
///   servers of the early versions answered ReadCountOutOfRange for the number of messages;
/// - a long poll answers as soon as there is one message, with as many as there are;
/// - a new receipt handle for each receive;
/// - system attributes by name or All; message attributes by name, prefix.*, All or .*; the digest covers those answered;
/// - a message received maxReceiveCount times goes to the dead-letter queue instead of being answered;
/// - 120,000 in flight: OverLimit on a short poll of a standard queue; otherwise no messages;
/// - the same ReceiveRequestAttemptId within five minutes answers the same messages.
/// </summary>
internal static class ReceiveMessageAction
{
    public static async ValueTask<WireValue?> RunAsync(ActionContext context)
    {
        var queue = context.Queue();
        var request = Request(context, queue.Settings);
        string[] systemNames = [.. context.Input.List("AttributeNames"), .. context.Input.List("MessageSystemAttributeNames")];
        SystemAttributes.Check(systemNames);
        var filter = new AttributeFilter(context.Input.List("MessageAttributeNames"));

        var received = await queue.ReceiveAsync(request, context.CallerGone).ConfigureAwait(false);
        queue.Tally.Receive(received.Count);
        if (received.Count == 0)
        {
            return WireValue.Structure();
        }

        context.Undelivered = () => queue.GiveBack(received);
        return WireValue.Structure().With("Messages", WireValue.List(received.Select(message => Write(message, systemNames, filter))));
    }

    private static ReceiveRequest Request(ActionContext context, QueueSettings settings)
    {
        var input = context.Input;
        var attempt = input.Text("ReceiveRequestAttemptId");
        if (attempt is not null && !(settings.FifoQueue && MessageCharacters.IsId(attempt)))
        {
            throw SqsErrors.InvalidValue("ReceiveRequestAttemptId", attempt, "It is for FIFO queues: 1 to 128 alphanumeric and punctuation characters.");
        }

        return new ReceiveRequest(
            Most(context),
            TimeSpan.FromSeconds(input.Integer("VisibilityTimeout", 0, 43_200) ?? settings.VisibilityTimeout),
            TimeSpan.FromSeconds(input.Integer("WaitTimeSeconds", 0, 20) ?? settings.ReceiveMessageWaitTimeSeconds),
            attempt);
    }

    private static int Most(ActionContext context)
    {
        try
        {
            return context.Input.Integer("MaxNumberOfMessages", 1, 10) ?? 1;
        }
        catch (SqsFault) when (context.Version is not "2012-11-05")
        {
            throw SqsErrors.ReadCountOutOfRange(context.Input.Text("MaxNumberOfMessages") ?? "");
        }
    }

    private static WireValue Write(ReceivedMessage message, string[] systemNames, AttributeFilter filter)
    {
        var result = WireValue.Structure()
            .With("MessageId", message.Id.ToString())
            .With("ReceiptHandle", message.Handle)
            .With("MD5OfBody", message.Content.BodyMd5.ToString())
            .With("Body", message.Content.BodyText());
        var system = SystemAttributes.Of(message, systemNames);
        if (system.Count > 0)
        {
            _ = result.With("Attributes", system);
        }

        var attributes = filter.Pick(message.Content.Attributes);
        return attributes.Count == 0 ? result : result
            .With("MD5OfMessageAttributes", MessageDigest.OfAttributes(attributes))
            .With("MessageAttributes", WireValue.Map(attributes.Select(attribute => KeyValuePair.Create(attribute.Name, Value(attribute)))));
    }

    private static WireValue Value(MessageAttribute attribute) =>
        WireValue.Structure().With(attribute.IsBinary ? "BinaryValue" : "StringValue", attribute.Text).With("DataType", attribute.DataType);
}
