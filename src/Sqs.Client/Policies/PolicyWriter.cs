using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sqs.Client;

/// <summary>Writes a policy as JSON: a list of one value as that value, <c>"*"</c> for everybody, the elements in the guide's order.</summary>
internal static class PolicyWriter
{
    /// <summary>The policy goes into no HTML, and every escape would count in its 8,192 bytes.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(AccessPolicy policy)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            WriteText(writer, "Version", policy.Version);
            WriteText(writer, "Id", policy.Id);
            writer.WriteStartArray("Statement");
            for (var index = 0; index < policy.Statements.Count; index++)
            {
                WriteStatement(writer, policy.Statements[index], $"{nameof(policy.Statements)}[{index}].");
            }

            writer.WriteEndArray();
            WriteUnknown(writer, policy.UnknownElements, "");
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteStatement(Utf8JsonWriter writer, PolicyStatement statement, string path)
    {
        writer.WriteStartObject();
        WriteText(writer, "Sid", statement.Sid);
        writer.WriteString("Effect", statement.Effect is PolicyEffect.Deny ? "Deny" : "Allow");
        WritePrincipals(writer, "Principal", statement.Principals);
        WritePrincipals(writer, "NotPrincipal", statement.NotPrincipals);
        WriteSome(writer, "Action", statement.Actions, static action => action.ToString());
        WriteSome(writer, "NotAction", statement.NotActions, static action => action.ToString());
        WriteSome(writer, "Resource", statement.Resources, static resource => resource.ToString());
        WriteSome(writer, "NotResource", statement.NotResources, static resource => resource.ToString());
        WriteConditions(writer, statement.Conditions, path);
        WriteUnknown(writer, statement.UnknownElements, path);
        writer.WriteEndObject();
    }

    private static void WritePrincipals(Utf8JsonWriter writer, string element, IReadOnlyList<PolicyPrincipal> principals)
    {
        if (principals is [{ IsAnyone: true }])
        {
            writer.WriteString(element, PolicyPrincipal.Anyone.Value);
            return;
        }

        if (principals.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(element);
        foreach (var kind in principals.GroupBy(static principal => principal.Kind))
        {
            WriteSome(writer, kind.Key.ToString(), [.. kind], static principal => principal.Value ?? "");
        }

        writer.WriteEndObject();
    }

    private static void WriteConditions(Utf8JsonWriter writer, IReadOnlyList<PolicyCondition> conditions, string path)
    {
        if (conditions.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("Condition");
        foreach (var comparison in conditions.GroupBy(static condition => condition.Operator))
        {
            writer.WriteStartObject(comparison.Key.ToString());
            var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var condition in comparison)
            {
                if (!keys.Add(condition.Key))
                {
                    throw new SqsValidationException($"{path}{nameof(PolicyStatement.Conditions)}", "must not have one key twice under one operator: JSON has no form for that");
                }

                WriteTexts(writer, condition.Key, condition.Values);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteUnknown(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> elements, string path)
    {
        foreach (var (name, json) in elements)
        {
            writer.WritePropertyName(name);
            try
            {
                writer.WriteRawValue(json);
            }
            catch (Exception broken) when (broken is JsonException or ArgumentException)
            {
                throw new SqsValidationException($"{path}{nameof(PolicyStatement.UnknownElements)}", "must be JSON");
            }
        }
    }

    private static void WriteSome<T>(Utf8JsonWriter writer, string element, IReadOnlyList<T> items, Func<T, string> text)
    {
        if (items.Count > 0)
        {
            WriteTexts(writer, element, [.. items.Select(text)]);
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, string member, IReadOnlyList<string> texts)
    {
        if (texts.Count == 1)
        {
            writer.WriteString(member, texts[0]);
            return;
        }

        writer.WriteStartArray(member);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter writer, string element, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(element, text);
        }
    }
}
