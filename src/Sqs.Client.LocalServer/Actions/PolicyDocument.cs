using System.Text.Json;
using System.Text.Json.Nodes;
using Sqs.Client.LocalServer.Queues;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>The Policy attribute as AddPermission and RemovePermission edit it: one statement per label.</summary>
internal sealed class PolicyDocument
{
    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true }; // as where the attribute was checked

    private readonly JsonObject _policy;
    private readonly JsonArray _statements;

    public PolicyDocument(string? json, QueueIdentity queue)
    {
        _policy = json is not null && JsonNode.Parse(json, documentOptions: Tolerant) is JsonObject existing
            ? existing
            : new JsonObject { ["Version"] = JsonValue.Create("2012-10-17"), ["Id"] = JsonValue.Create($"{queue.Arn}/SQSDefaultPolicy") };
        switch (_policy["Statement"])
        {
            case JsonArray statements:
                _statements = statements;
                break;
            case JsonObject single:
                _policy["Statement"] = null;
                _policy["Statement"] = _statements = new JsonArray(single);
                break;
            default:
                _policy["Statement"] = _statements = new JsonArray();
                break;
        }
    }

    /// <summary>The text of the attribute; empty, which removes it, when no statement is left.</summary>
    public string Json => _statements.Count == 0 ? "" : _policy.ToJsonString();

    public bool Has(string label) => Find(label) is not null;

    public void Add(string label, IEnumerable<string> accounts, IEnumerable<string> actions, string queueArn)
    {
        JsonNode?[] principals = [.. accounts.Select(account => JsonValue.Create(account is "*" ? account : $"arn:aws:iam::{account}:root"))];
        JsonNode?[] names = [.. actions.Select(action => JsonValue.Create($"SQS:{action}"))];
        JsonNode statement = new JsonObject
        {
            ["Sid"] = JsonValue.Create(label),
            ["Effect"] = JsonValue.Create("Allow"),
            ["Principal"] = new JsonObject { ["AWS"] = One(principals) },
            ["Action"] = One(names),
            ["Resource"] = JsonValue.Create(queueArn),
        };
        _statements.Add(statement);
    }

    public bool Remove(string label) => Find(label) is { } statement && _statements.Remove(statement);

    /// <summary>The service writes a single value without brackets.</summary>
    private static JsonNode? One(JsonNode?[] values) => values.Length == 1 ? values[0] : new JsonArray(values);

    private JsonNode? Find(string label) =>
        _statements.FirstOrDefault(statement => statement is JsonObject fields && fields["Sid"] is JsonValue sid && sid.TryGetValue<string>(out var text) && string.Equals(text, label, StringComparison.Ordinal));
}
