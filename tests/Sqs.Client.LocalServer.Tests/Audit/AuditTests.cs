using System.Text.Json;
using Sqs.Client.LocalServer.Tests.Access;

namespace Sqs.Client.LocalServer.Tests.Audit;

public sealed class AuditTests
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*"}]}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Record_OfEachAction_HasTheDocumentedShape(bool json)
    {
        await using var server = await StartAsync();
        var alice = new Persona(server, json, "ALICE");
        Assert.Equal("Ok", (await alice.SendAsync("CreateQueue", null, ("QueueName", "hello1"))).Code);
        server.Clock.Advance(TimeSpan.FromSeconds(33));
        Assert.Equal("Ok", (await alice.SendAsync("SetQueueAttributes", "hello1", ("Attributes", new Dictionary<string, string> { ["VisibilityTimeout"] = "100" }))).Code);
        Assert.Equal("Ok", (await alice.SendAsync("AddPermission", "hello1", ("Label", "label"), ("AWSAccountIds", new[] { "123456789012" }), ("Actions", new[] { "SendMessage" }))).Code);
        Assert.Equal("Ok", (await alice.SendAsync("RemovePermission", "hello1", ("Label", "label"))).Code);
        Assert.Equal("Ok", (await alice.SendAsync("SendMessage", "hello1", ("MessageBody", "not audited"))).Code);
        Assert.Equal("Ok", (await alice.SendAsync("DeleteQueue", "hello1")).Code);

        var url = $"{server.Server.Endpoint}444455556666/hello1";
        var records = server.Server.AuditRecords;
        Assert.Equal(
            [
                ("CreateQueue", """{"queueName":"hello1"}""", $$"""{"queueUrl":"{{url}}"}"""),
                ("SetQueueAttributes", $$$"""{"attributes":{"VisibilityTimeout":"100"},"queueUrl":"{{{url}}}"}""", null),
                ("AddPermission", $$"""{"actions":["SendMessage"],"aWSAccountIds":["123456789012"],"label":"label","queueUrl":"{{url}}"}""", null),
                ("RemovePermission", $$"""{"label":"label","queueUrl":"{{url}}"}""", null),
                ("DeleteQueue", $$"""{"queueUrl":"{{url}}"}""", null),
            ],
            records.Select(record => (record.EventName, record.RequestParameters, record.ResponseElements)));
        var identity = """{"type":"IAMUser","principalId":"PRINCIPAL","arn":"arn:aws:iam::444455556666:user/Alice","accountId":"444455556666","accessKeyId":"ALICE","userName":"Alice"}"""
            .Replace("PRINCIPAL", records[1].UserIdentity.PrincipalId, StringComparison.Ordinal);
        Assert.StartsWith("AIDA", records[1].UserIdentity.PrincipalId, StringComparison.Ordinal);
        Assert.Equal(
            $$$"""{"eventVersion":"1.01","userIdentity":{{{identity}}},"eventTime":"2030-01-01T00:00:33Z","eventSource":"sqs.amazonaws.com","eventName":"SetQueueAttributes","awsRegion":"us-east-2","sourceIPAddress":"127.0.0.1","userAgent":"persona/1","requestParameters":{"attributes":{"VisibilityTimeout":"100"},"queueUrl":"{{{url}}}"},"responseElements":null,"requestID":"{{{records[1].RequestId}}}","eventID":"{{{records[1].EventId}}}"}""",
            records[1].ToJson());
    }

    [Theory]
    [InlineData("ROOT", "Root", "444455556666", null)]
    [InlineData("EVE", "IAMUser", "444455556666", "AccessDenied")]
    [InlineData("OTHER", "AWSAccount", "111122223333", "AccessDenied")]
    [InlineData(null, "AWSAccount", "ANONYMOUS_PRINCIPAL", "AccessDenied")]
    public async Task Record_SaysWhoAndWhatCameOfIt(string? key, string type, string account, string? code)
    {
        await using var server = await StartAsync();
        _ = await new Persona(server, true, "ROOT").SendAsync("CreateQueue", null, ("QueueName", "q"));
        var answer = await new Persona(server, false, key).SendAsync("SetQueueAttributes", "q", ("Attributes", new Dictionary<string, string> { ["Policy"] = Policy }));
        var record = server.Server.AuditRecords[^1];
        Assert.Equal((type, account, code), (record.UserIdentity.Type, record.UserIdentity.AccountId, record.ErrorCode));
        Assert.Equal(code is null ? null : answer.Message, record.ErrorMessage);
        var json = JsonDocument.Parse(record.ToJson()).RootElement;
        Assert.Equal(code, json.TryGetProperty("errorCode", out var said) ? said.GetString() : null);
        Assert.Equal(Policy, json.GetProperty("requestParameters").GetProperty("attributes").GetProperty("Policy").GetString());
        Assert.DoesNotContain("Statement", record.ToString(), StringComparison.Ordinal);
        Assert.Contains("SetQueueAttributes", record.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_IsOfWhatTheServiceDid_WhateverAFaultMakesOfIt()
    {
        await using var server = await StartAsync();
        var root = new Persona(server, true, "ROOT");
        _ = server.Server.Faults.Add(new FaultRule { Action = "CreateQueue", Script = [Fault.InternalError(FaultMoment.AfterAction), Fault.ServiceUnavailable()] });
        Assert.Equal(500, (await root.SendAsync("CreateQueue", null, ("QueueName", "a"))).Status);
        Assert.Equal(503, (await root.SendAsync("CreateQueue", null, ("QueueName", "b"))).Status);
        Assert.Equal("InvalidParameterValueException", (await root.SendAsync("CreateQueue", null, ("QueueName", "no spaces"))).Code);
        Assert.Equal(
            [("""{"queueName":"a"}""", null), ("""{"queueName":"no spaces"}""", "InvalidParameterValue")],
            server.Server.AuditRecords.Select(record => (record.RequestParameters, record.ErrorCode)));
    }

    [Fact]
    public async Task Stranger_WhoNamesNoQueue_LeavesNoRecord()
    {
        await using var server = await StartAsync();
        Assert.Equal("MissingAuthenticationToken", (await new Persona(server, true, null).SendAsync("CreateQueue", null, ("QueueName", "q"))).Code);
        Assert.Empty(server.Server.AuditRecords);
    }

    [Fact]
    public async Task Records_AreBounded_NewestLast()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        for (var label = 0; label < 1001; label++)
        {
            _ = await server.FailAsync("RemovePermission", "q", $"Label=l{label}");
        }

        var records = server.Server.AuditRecords;
        Assert.Equal(1000, records.Count);
        Assert.Contains("\"l1\"", records[0].RequestParameters, StringComparison.Ordinal);
        Assert.Contains("\"l1000\"", records[^1].RequestParameters, StringComparison.Ordinal);
        Assert.Contains("/000000000000/q\"", records[^1].RequestParameters, StringComparison.Ordinal);
    }

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(options =>
    {
        options.VerifySignatures = true;
        options.Region = "us-east-2";
        options.AccountId = "444455556666";
        options.AccessKeys.Add(new LocalAccessKey("ROOT", "ROOT-secret"));
        options.AccessKeys.Add(new LocalAccessKey("ALICE", "ALICE-secret") { UserName = "Alice", Policy = """{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""" });
        options.AccessKeys.Add(new LocalAccessKey("EVE", "EVE-secret") { UserName = "Eve" });
        options.AccessKeys.Add(new LocalAccessKey("OTHER", "OTHER-secret") { AccountId = "111122223333" });
    });
}
