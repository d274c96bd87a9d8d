using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sqs.Client.LocalServer.Actions;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Audit;

/// <summary>What a record says of a request and of its answer, under the names that CloudTrail has for the members.</summary>
internal static class AuditedRequest
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsAudited(string action) => action is "AddPermission" or "CreateQueue" or "DeleteQueue" or "RemovePermission" or "SetQueueAttributes";

    /// <summary>The account of the queue that the request names; null where it names none, or one that is to be.</summary>
    public static string? OwnerOf(ActionContext context) => context.Action is "CreateQueue" ? null : context.Address?.AccountId;

    public static string Parameters(ActionContext context)
    {
        var parameters = new JsonObject();
        AddTexts("actions", context.Input.List("Actions"));
        AddTexts("aWSAccountIds", context.Input.List("AWSAccountIds"));
        AddMap("attributes", context.Input.Map("Attributes"));
        Add("label", context.Input.Text("Label"));
        Add("queueName", context.Input.Text("QueueName"));
        Add("queueUrl", QueueUrl(context));
        AddMap("tags", context.Input.Map("Tags"));
        return parameters.ToJsonString(Readable);

        void Add(string name, string? text)
        {
            if (text is not null)
            {
                parameters[name] = JsonValue.Create(text);
            }
        }

        void AddTexts(string name, IReadOnlyList<string> texts)
        {
            if (texts.Count > 0)
            {
                parameters[name] = new JsonArray([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))]);
            }
        }

        void AddMap(string name, IReadOnlyList<KeyValuePair<string, string>> entries)
        {
            if (entries.Count > 0)
            {
                var map = new JsonObject();
                foreach (var (key, value) in entries)
                {
                    map[key] = JsonValue.Create(value);
                }

                parameters[name] = map;
            }
        }
    }

    public static string? Response(WireValue? result) =>
        result?["QueueUrl"] is { } url ? new JsonObject { ["queueUrl"] = JsonValue.Create(url.Scalar) }.ToJsonString(Readable) : null;

    /// <summary>The URL of the queue, also where the request was sent to its path instead of naming it.</summary>
    private static string? QueueUrl(ActionContext context) =>
        context.Action is "CreateQueue" ? null
        : context.Input.Text("QueueUrl") is { Length: > 0 } url ? url
        : context.Path.Trim('/') is { Length: > 0 } path ? context.Endpoint + path
        : null;
}
