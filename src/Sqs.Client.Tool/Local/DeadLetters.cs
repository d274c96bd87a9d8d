using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sqs.Client.Tool.Local;

/// <summary>The redrive policy of a queue in a file, where the dead-letter queue may be given by its name.</summary>
internal static class DeadLetters
{
    private const string Target = "deadLetterTargetArn";

    /// <summary>The policy with an ARN for the name, and that ARN. A policy that is none stays as it is: the server says what is wrong with it.</summary>
    public static (string Policy, string? Arn) Resolve(string policy, string region, string account)
    {
        try
        {
            if (JsonNode.Parse(policy) is not JsonObject members || members[Target] is not JsonValue value || !value.TryGetValue<string>(out var target))
            {
                return (policy, null);
            }

            var arn = target.StartsWith("arn:", StringComparison.Ordinal) ? target : $"arn:aws:sqs:{region}:{account}:{target}";
            members[Target] = arn;
            return (members.ToJsonString(), arn);
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            return (policy, null);
        }
    }
}
