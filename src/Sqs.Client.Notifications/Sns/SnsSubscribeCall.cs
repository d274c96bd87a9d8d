namespace Sqs.Client.Notifications;

/// <summary>The call of SNS that subscribes a queue to a topic, to be made by whoever owns the topic: this library speaks to queues alone.</summary>
/// <remarks>Source: Subscribe in the Amazon SNS API Reference, API version 2010-03-31.</remarks>
public sealed record SnsSubscribeCall
{
    /// <summary>The ARN of the topic.</summary>
    public required string TopicArn { get; init; }

    /// <summary>The region of the topic, which the call is made to.</summary>
    public required string Region { get; init; }

    /// <summary>The ARN of the queue.</summary>
    public required string QueueArn { get; init; }

    /// <summary>Whether the queue gets what was published as it is, without the JSON around it.</summary>
    public bool RawMessageDelivery { get; init; }

    /// <summary>The parameters of the call, in the Query protocol of SNS.</summary>
    public IReadOnlyDictionary<string, string> Parameters
    {
        get
        {
            var parameters = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Action"] = "Subscribe",
                ["Version"] = "2010-03-31",
                ["TopicArn"] = TopicArn,
                ["Protocol"] = "sqs",
                ["Endpoint"] = QueueArn,
                ["ReturnSubscriptionArn"] = "true",
            };
            if (RawMessageDelivery)
            {
                parameters["Attributes.entry.1.key"] = nameof(RawMessageDelivery);
                parameters["Attributes.entry.1.value"] = "true";
            }

            return parameters;
        }
    }

    /// <summary>The call as a command of the AWS CLI, for any shell: no part of it needs quotes.</summary>
    /// <returns>The command, in one line.</returns>
    public string ToCommandLine() =>
        $"aws sns subscribe --region {Region} --topic-arn {TopicArn} --protocol sqs --notification-endpoint {QueueArn}"
        + (RawMessageDelivery ? " --attributes RawMessageDelivery=true" : "") + " --return-subscription-arn";
}
