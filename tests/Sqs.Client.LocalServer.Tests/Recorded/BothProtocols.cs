using System.Globalization;
using System.Text.Json;
using Sqs.Client.LocalServer.Tests.Json;

namespace Sqs.Client.LocalServer.Tests.Recorded;

/// <summary>The protocols of the service.</summary>
public enum Protocol
{
    Query,
    Json,
}

/// <summary>Says the same in either protocol: members as the service model names them, answers by code, status and member.</summary>
internal sealed class BothProtocols(TestServer server, Protocol protocol) : IAsyncDisposable
{
    public const string ArnPrefix = "arn:aws:sqs:us-east-1:000000000000:";

    private static readonly Dictionary<string, string> ListNames = new(StringComparer.Ordinal)
    {
        ["AttributeNames"] = "AttributeName",
        ["MessageAttributeNames"] = "MessageAttributeName",
        ["MessageSystemAttributeNames"] = "MessageSystemAttributeName",
        ["AWSAccountIds"] = "AWSAccountId",
        ["Actions"] = "ActionName",
        ["TagKeys"] = "TagKey",
        ["StringListValues"] = "StringListValue",
    };

    public VirtualClock Clock => server.Clock;

    public static async Task<BothProtocols> StartAsync(Protocol protocol) => new(await TestServer.StartAsync(), protocol);

    /// <summary>Calls an action about a queue.</summary>
    /// <param name="action">The action.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="members">The other members, as an object in JSON.</param>
    public Task<Said> CallAsync(string action, string queue, string members = "{}") =>
        SayAsync(action, new Dictionary<string, object>(StringComparer.Ordinal) { ["QueueUrl"] = server.UrlOf(queue) }, members);

    /// <summary>Calls an action that names no queue by its URL.</summary>
    public Task<Said> CallAsync(string action, IReadOnlyDictionary<string, object> members) => SayAsync(action, new(members, StringComparer.Ordinal), "{}");

    /// <summary>The same, and it must succeed.</summary>
    public async Task<Said> DoAsync(string action, string queue, string members = "{}")
    {
        var said = await CallAsync(action, queue, members);
        Assert.True(said.Status == 200, said.ToString());
        return said;
    }

    /// <summary>Calls an action that must be refused with that code and status.</summary>
    public async Task<Said> RefusedAsync(string code, string action, string queue, string members = "{}", int status = 400)
    {
        var said = await CallAsync(action, queue, members);
        Assert.True((status, code) == (said.Status, said.Code), $"{action} {members[..Math.Min(200, members.Length)]}: {said}");
        return said;
    }

    public Task<Said> CreateAsync(string name, string members = "{}") =>
        SayAsync("CreateQueue", new Dictionary<string, object>(StringComparer.Ordinal) { ["QueueName"] = name }, members);

    public async Task<BothProtocols> WithQueueAsync(string name, string members = "{}")
    {
        var said = await CreateAsync(name, name.EndsWith(".fifo", StringComparison.Ordinal) && members is "{}" ? """{"Attributes":{"FifoQueue":"true"}}""" : members);
        Assert.True(said.Status == 200, said.ToString());
        return this;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<Said> SayAsync(string action, Dictionary<string, object> members, string more)
    {
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(more)!)
        {
            members[name] = value;
        }

        if (protocol is Protocol.Json)
        {
            var reply = await server.SendJsonAsync(action, JsonSerializer.Serialize(members), queryMode: true);
            return new JsonSaid(reply);
        }

        var root = JsonSerializer.SerializeToElement(members);
        var form = string.Join('&', Fields(action, "", root).Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
        return new QuerySaid(await server.PostAsync($"Action={action}&Version=2012-11-05&{form}"));
    }

    private static IEnumerable<(string Name, string Value)> Fields(string action, string prefix, JsonElement members)
    {
        foreach (var member in members.EnumerateObject())
        {
            foreach (var field in Fields(action, prefix, member.Name, member.Value))
            {
                yield return field;
            }
        }
    }

    private static IEnumerable<(string Name, string Value)> Fields(string action, string prefix, string name, JsonElement value) => name switch
    {
        "Entries" => value.EnumerateArray().SelectMany((entry, at) => Fields(action, $"{prefix}{action}RequestEntry.{at + 1}.", entry)),
        "Attributes" => Map(prefix + "Attribute", "Name", value),
        "Tags" or "tags" => Map(prefix + "Tag", "Key", value),
        "MessageAttributes" or "MessageSystemAttributes" => value.EnumerateObject().SelectMany((entry, at) =>
            Fields(action, $"{prefix}{name[..^1]}.{at + 1}.Value.", entry.Value).Prepend(($"{prefix}{name[..^1]}.{at + 1}.Name", entry.Name))),
        _ when value.ValueKind is JsonValueKind.Array => value.EnumerateArray().Select((item, at) => ($"{prefix}{ListNames[name]}.{at + 1}", Text(item))),
        _ => [(prefix + name, Text(value))],
    };

    private static IEnumerable<(string Name, string Value)> Map(string prefix, string keyName, JsonElement map) => map.EnumerateObject().SelectMany((entry, at) =>
        new[] { ($"{prefix}.{at + 1}.{keyName}", entry.Name), ($"{prefix}.{at + 1}.Value", Text(entry.Value)) });

    private static string Text(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
}

/// <summary>An answer, whatever the protocol.</summary>
internal abstract record Said(int Status)
{
    /// <summary>The code of the error; null when there was none.</summary>
    public abstract string? Code { get; }

    public string? Message => One("Message") ?? One("message");

    /// <summary>The text of the first member of that name, at any depth.</summary>
    public string? One(string name) => All(name).FirstOrDefault();

    public abstract IReadOnlyList<string> All(string name);

    /// <summary>The value of an attribute of a queue or message, of a message attribute, or of a tag.</summary>
    public abstract string? Attribute(string name);
}

internal sealed record QuerySaid(Answer Answer) : Said(Answer.Status)
{
    public override string? Code => Status == 200 ? null : Answer.Code;

    public override IReadOnlyList<string> All(string name) => Answer.All(name);

    public override string? Attribute(string name) => Answer.Attribute(name);
}

internal sealed record JsonSaid(JsonReply Reply) : Said(Reply.Status)
{
    public override string? Code => Status == 200 ? null : Reply.QueryError?.Split(';')[0];

    public override IReadOnlyList<string> All(string name) => [.. Found(Reply.Json, name is "QueueUrl" && Reply.Json.TryGetProperty("QueueUrls", out _) ? "QueueUrls" : name)];

    public override string? Attribute(string name) => Found(Reply.Json, name).FirstOrDefault();

    private static IEnumerable<string> Found(JsonElement json, string name) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => member.Name == name ? Texts(member.Value) : Found(member.Value, name)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(item => Found(item, name)),
        _ => [],
    };

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => Found(value, "StringValue").Concat(Found(value, "BinaryValue")),
        JsonValueKind.True => ["true"],
        JsonValueKind.False => ["false"],
        _ => [value.GetInt64().ToString(CultureInfo.InvariantCulture)],
    };
}
