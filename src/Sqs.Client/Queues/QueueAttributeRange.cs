using System.Globalization;

namespace Sqs.Client;

/// <summary>What the service takes for an attribute that is a number.</summary>
/// <param name="Min">The least.</param>
/// <param name="Max">The most.</param>
/// <param name="Unit">What is counted.</param>
/// <remarks>Source: CreateQueue in the Amazon SQS API Reference.</remarks>
internal readonly record struct QueueAttributeRange(int Min, int Max, string Unit)
{
    public string Rule => string.Create(CultureInfo.InvariantCulture, $"must be {Min:N0} to {Max:N0}{Unit}");

    /// <summary>The range of an attribute; null for one that is no number or not known.</summary>
    public static QueueAttributeRange? Of(string name) => name switch
    {
        "VisibilityTimeout" => new(0, 43_200, " s"),
        "DelaySeconds" => new(0, 900, " s"),
        "MessageRetentionPeriod" => new(60, 1_209_600, " s"),
        "MaximumMessageSize" => new(1024, 1_048_576, " bytes"),
        "ReceiveMessageWaitTimeSeconds" => new(0, 20, " s"),
        "KmsDataKeyReusePeriodSeconds" => new(60, 86_400, " s"),
        _ => null,
    };

    public bool Holds(long value) => value >= Min && value <= Max;
}
