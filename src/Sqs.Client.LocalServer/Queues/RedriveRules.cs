using System.Text.Json;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>What the service checks before it takes a RedrivePolicy: the target exists, is of the same kind, and allows the source.</summary>
internal static class RedriveRules
{
    public static void Check(QueueIdentity source, QueueSettings settings, Func<string, MessageQueue?> queueByArn)
    {
        if (settings.RedriveAllowPolicy is { } allowed && !IsValid(allowed))
        {
            throw SqsErrors.InvalidValue("RedriveAllowPolicy", allowed, "redrivePermission must be allowAll, denyAll or byQueue, and only byQueue takes 1 to 10 sourceQueueArns.");
        }

        if (settings.Redrive is not { } redrive)
        {
            return;
        }

        var reason = queueByArn(redrive.DeadLetterTargetArn) is not { } target ? "Dead letter target does not exist."
            : target.Settings.FifoQueue != settings.FifoQueue ? "Dead-letter queue must be same type of queue as the source."
            : !Allows(target.Settings.RedriveAllowPolicy, source.Arn) ? "Queue does not have permission to redrive to the specified dead-letter queue."
            : null;
        if (reason is not null)
        {
            throw SqsErrors.InvalidValue("RedrivePolicy", redrive.Json, reason);
        }
    }

    private static bool IsValid(string policy)
    {
        try
        {
            using var document = JsonDocument.Parse(policy);
            var sources = document.RootElement.TryGetProperty("sourceQueueArns", out var list) ? list : default;
            return Permission(document) switch
            {
                "allowAll" or "denyAll" => sources.ValueKind is JsonValueKind.Undefined || IsListOf(sources, 0, 0),
                "byQueue" => IsListOf(sources, 1, 10),
                _ => false,
            };
        }
        catch (InvalidOperationException) // a text with half a surrogate pair
        {
            return false;
        }
    }

    /// <summary>Texts are looked at already here: what cannot be read must not become a setting.</summary>
    private static bool IsListOf(JsonElement list, int fewest, int most) =>
        list.ValueKind is JsonValueKind.Array && list.GetArrayLength() >= fewest && list.GetArrayLength() <= most
        && list.EnumerateArray().All(static item => item.ValueKind is not JsonValueKind.String || item.GetString() is not null);

    private static bool Allows(string? policy, string sourceArn)
    {
        if (policy is null)
        {
            return true;
        }

        using var document = JsonDocument.Parse(policy);
        return Permission(document) switch
        {
            "denyAll" => false,
            "byQueue" => document.RootElement.GetProperty("sourceQueueArns").EnumerateArray().Any(arn => arn.ValueKind is JsonValueKind.String && arn.ValueEquals(sourceArn)),
            _ => true,
        };
    }

    private static string? Permission(JsonDocument policy) =>
        policy.RootElement.TryGetProperty("redrivePermission", out var permission) && permission.ValueKind is JsonValueKind.String ? permission.GetString() : null;
}
