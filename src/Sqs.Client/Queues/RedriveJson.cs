using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sqs.Client;

/// <summary>The JSON that the attributes RedrivePolicy and RedriveAllowPolicy are on the wire. What cannot be read is null.</summary>
internal static class RedriveJson
{
    private const string Target = "deadLetterTargetArn";
    private const string Count = "maxReceiveCount";
    private const string Permission = "redrivePermission";
    private const string Sources = "sourceQueueArns";

    public static RedrivePolicy? ReadPolicy(string json)
    {
        try
        {
            return PolicyOf(json);
        }
        catch (InvalidOperationException) // a text with half a surrogate pair
        {
            return null;
        }
    }

    public static RedriveAllowPolicy? ReadAllowPolicy(string json)
    {
        try
        {
            return AllowPolicyOf(json);
        }
        catch (InvalidOperationException) // a text with half a surrogate pair
        {
            return null;
        }
    }

    public static string Write(RedrivePolicy policy) => Write(writer =>
    {
        writer.WriteString(Target, policy.DeadLetterTarget.ToString());
        writer.WriteNumber(Count, policy.MaxReceiveCount);
    });

    public static string Write(RedriveAllowPolicy policy) => Write(writer =>
    {
        writer.WriteString(Permission, policy.Permission.ToString());
        if (policy.SourceQueues.Count > 0)
        {
            writer.WriteStartArray(Sources);
            foreach (var source in policy.SourceQueues)
            {
                writer.WriteStringValue(source.ToString());
            }

            writer.WriteEndArray();
        }
    });

    private static RedrivePolicy? PolicyOf(string json)
    {
        using var document = Parse(json);

        // The count may come as a number or as a text.
        return document?.RootElement is { } root
            && Text(root, Target) is { } target && Arn.TryParse(target, out var arn)
            && int.TryParse(Text(root, Count), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new RedrivePolicy(arn, count)
            : null;
    }

    private static RedriveAllowPolicy? AllowPolicyOf(string json)
    {
        using var document = Parse(json);
        if (document?.RootElement is not { } root || Text(root, Permission) is not { } permission)
        {
            return null;
        }

        var sources = new List<Arn>();
        if (root.TryGetProperty(Sources, out var list))
        {
            if (list.ValueKind is not JsonValueKind.Array)
            {
                return null;
            }

            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind is not JsonValueKind.String || !Arn.TryParse(item.GetString(), out var source))
                {
                    return null;
                }

                sources.Add(source);
            }
        }

        return new RedriveAllowPolicy { Permission = new RedrivePermission(permission), SourceQueues = sources };
    }

    private static string Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static JsonDocument? Parse(string json)
    {
        try
        {
            var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // The caller keeps the text.
        }

        return null;
    }

    private static string? Text(JsonElement root, string member) => !root.TryGetProperty(member, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
