using System.Text.Json.Nodes;

namespace Sqs.Client.Tool.Queues;

/// <summary>The value of the attribute <c>RedrivePolicy</c>.</summary>
internal static class RedriveText
{
    public static string Of(string deadLetterArn, int maxReceiveCount) =>
        new JsonObject { ["deadLetterTargetArn"] = deadLetterArn, ["maxReceiveCount"] = maxReceiveCount }.ToJsonString();
}
