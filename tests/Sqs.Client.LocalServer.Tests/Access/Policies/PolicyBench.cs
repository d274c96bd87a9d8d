using System.Globalization;
using Sqs.Client.LocalServer.Access.Policies;

namespace Sqs.Client.LocalServer.Tests.Access.Policies;

/// <summary>Asks policies without a server: callers are written <c>anonymous</c>, <c>111122223333</c> (the root) or <c>111122223333/bob</c>.</summary>
internal static class PolicyBench
{
    public const string Queue = "arn:aws:sqs:us-east-2:444455556666:queue1";

    public static AccessPolicy Read(string json) => PolicyReader.Read(json, PolicyKind.Queue);

    public static AccessPolicy ReadIdentity(string json) => PolicyReader.Read(json, PolicyKind.Identity);

    /// <summary>A policy of one statement with a condition, or with whatever members are given.</summary>
    public static AccessPolicy WithCondition(string condition, string effect = "Allow", string version = "2012-10-17") => Read(
        $$$"""{"Version":"{{{version}}}","Statement":{"Effect":"{{{effect}}}","Principal":"*","Action":"sqs:*","Resource":"*","Condition":{{{condition}}}}}""");

    public static AccessDecision Ask(
        AccessPolicy? queuePolicy, string caller, string action = "SendMessage", string? moment = null, string? address = null, AccessPolicy? identity = null, string queue = Queue) =>
        PolicyEvaluator.Decide(Request(caller, action, moment, address, queue), queue.Split(':')[4], identity, queuePolicy);

    public static PolicyRequest Request(string caller, string action = "SendMessage", string? moment = null, string? address = null, string queue = Queue)
    {
        var who = Requester(caller);
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["aws:SecureTransport"] = ["false"],
            ["aws:SourceIp"] = [address ?? "127.0.0.1"],
            ["aws:CurrentTime"] = [moment ?? "2030-01-01T00:00:00Z"],
            ["aws:EpochTime"] = [DateTimeOffset.Parse(moment ?? "2030-01-01T00:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)],
        };
        if (caller.Split('/') is [_, var name])
        {
            keys["aws:username"] = [name];
        }

        return With(who, action, queue, keys);
    }

    public static PolicyRequest With(Requester who, string action, string queue, IReadOnlyDictionary<string, IReadOnlyList<string>> keys) =>
        new() { Action = PolicyActions.PermissionOf(action), Resource = queue, Requester = who, Keys = keys };

    public static Requester Requester(string caller) => caller.Split('/') switch
    {
        ["anonymous"] => LocalServer.Access.Policies.Requester.Anonymous,
        [var account] => LocalServer.Access.Policies.Requester.Root(account),
        [var account, var name] => LocalServer.Access.Policies.Requester.User(account, name),
        _ => throw new ArgumentException(caller, nameof(caller)),
    };
}
