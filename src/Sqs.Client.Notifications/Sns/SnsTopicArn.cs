namespace Sqs.Client.Notifications;

/// <summary>The ARN of a topic, taken apart.</summary>
/// <param name="Text">The whole ARN.</param>
/// <param name="Region">Where the topic is.</param>
/// <param name="Name">The name of the topic, 1 to 256 letters, digits, hyphens and underscores, with <c>.fifo</c> behind for a FIFO topic.</param>
internal readonly record struct SnsTopicArn(string Text, string Region, string Name)
{
    private const string FifoSuffix = ".fifo";

    public bool IsFifo => Name.EndsWith(FifoSuffix, StringComparison.Ordinal);

    public static SnsTopicArn? TryParse(string text) =>
        text.Split(':') is ["arn", var partition, "sns", var region, { Length: 12 } account, var name]
            && (partition == "aws" || (partition.StartsWith("aws-", StringComparison.Ordinal) && partition.All(IsNameUnit)))
            && SnsHosts.IsRegion(region) && account.All(char.IsAsciiDigit) && IsName(name)
            ? new SnsTopicArn(text, region, name)
            : null;

    private static bool IsName(string name)
    {
        var stem = name.EndsWith(FifoSuffix, StringComparison.Ordinal) ? name[..^FifoSuffix.Length] : name;
        return stem.Length > 0 && name.Length <= 256 && stem.All(IsNameUnit);
    }

    private static bool IsNameUnit(char unit) => char.IsAsciiLetterOrDigit(unit) || unit is '-' or '_';
}
