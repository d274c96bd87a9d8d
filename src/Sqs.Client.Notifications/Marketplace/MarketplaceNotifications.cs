using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Sqs.Client.Notifications;

/// <summary>Lets Amazon's marketplace send notifications to a queue.</summary>
/// <remarks>Source: "Set up notifications (Amazon SQS)" in the guide of the Selling Partner API.</remarks>
public static class MarketplaceNotifications
{
    private const string Sid = "AllowMarketplaceNotifications";

    /// <summary>Lets the marketplace's account send to a queue and read its attributes, as a statement of the queue's policy. Calling it again changes nothing.</summary>
    /// <param name="client">The client to use. It needs the permissions GetQueueAttributes and SetQueueAttributes.</param>
    /// <param name="queueUrl">The URL of the queue, exactly as the service gave it.</param>
    /// <param name="cancellationToken">Ends the work; the policy may be written all the same.</param>
    /// <returns>The policy as it was read at the end.</returns>
    /// <remarks>A queue that is encrypted with a key of KMS needs <see cref="KmsStatement"/> in the policy of that key too.</remarks>
    /// <exception cref="SqsValidationException">The queue is a FIFO queue, which the marketplace does not send to, or the new policy is one that the service would refuse; nothing was written.</exception>
    /// <exception cref="PolicyFormatException">The policy that is there cannot be read; nothing was written.</exception>
    /// <exception cref="PolicyConflictException">Others kept changing the policy.</exception>
    public static async Task<AccessPolicy> GrantMarketplaceNotificationsAsync(this ISqsClient client, string queueUrl, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(queueUrl);
        if (QueueIdentity.IsFifo(queueUrl))
        {
            throw new SqsValidationException(nameof(queueUrl), "must be a standard queue: the marketplace does not send to FIFO queues");
        }

        var queue = await QueueIdentity.ArnOfAsync(client, queueUrl, cancellationToken).ConfigureAwait(false);
        var statement = QueueAccess.AllowMarketplaceNotifications(queue);
        return await client.UpdatePolicyAsync(queueUrl, policy => policy.With(statement), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The statement that the policy of a KMS key needs before the marketplace can send to a queue that is encrypted with it; to be pasted there.</summary>
    /// <param name="keyArn">The ARN of the key; in the policy of a key, <c>*</c> is that key. Default: <c>*</c>.</param>
    /// <returns>The statement, JSON.</returns>
    /// <exception cref="SqsValidationException">It is neither the ARN of a key nor <c>*</c>.</exception>
    public static string KmsStatement(string keyArn = "*")
    {
        ArgumentNullException.ThrowIfNull(keyArn);
        if (keyArn != "*" && !(Arn.TryParse(keyArn, out var arn) && arn is { Service: "kms", IsPattern: false } && arn.Resource.StartsWith("key/", StringComparison.Ordinal)))
        {
            throw new SqsValidationException(nameof(keyArn), "must be the ARN of a KMS key, or *");
        }

        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("Sid", Sid);
            json.WriteString("Effect", "Allow");
            json.WriteStartObject("Principal");
            json.WriteString("AWS", $"arn:aws:iam::{QueueAccess.MarketplaceAccount}:root");
            json.WriteEndObject();
            json.WriteStartArray("Action");
            json.WriteStringValue("kms:GenerateDataKey");
            json.WriteStringValue("kms:Decrypt");
            json.WriteEndArray();
            json.WriteString("Resource", keyArn);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
