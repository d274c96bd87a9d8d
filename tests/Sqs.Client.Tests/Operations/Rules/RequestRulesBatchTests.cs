using Sqs.Client.Operations;
using static Sqs.Client.Tests.Operations.Rules.RequestRulesTests;

namespace Sqs.Client.Tests.Operations.Rules;

public sealed class RequestRulesBatchTests
{
    [Fact]
    public void Count_AtItsLimits()
    {
        Accepted(RequestRules.SendMessageBatch, Send(1));
        Accepted(RequestRules.SendMessageBatch, Send(10));
        Refused(RequestRules.SendMessageBatch, Send(0), "Entries");
        Refused(RequestRules.SendMessageBatch, Send(11), "Entries");
        Refused(RequestRules.DeleteMessageBatch, new DeleteMessageBatchRequest { QueueUrl = Standard, Entries = [] }, "Entries");
        Refused(RequestRules.ChangeMessageVisibilityBatch, new ChangeMessageVisibilityBatchRequest { QueueUrl = Standard, Entries = [] }, "Entries");
    }

    [Fact]
    public void NullEntry_IsNamed()
    {
        Null(RequestRules.SendMessageBatch, new SendMessageBatchRequest { QueueUrl = Standard, Entries = [Message("a"), null!] }, "Entries[1]");
        Null(RequestRules.DeleteMessageBatch, new DeleteMessageBatchRequest { QueueUrl = Standard, Entries = [null!] }, "Entries[0]");
        Null(RequestRules.ChangeMessageVisibilityBatch, new ChangeMessageVisibilityBatchRequest { QueueUrl = Standard, Entries = [null!] }, "Entries[0]");
        Null(RequestRules.SendMessageBatch, new SendMessageBatchRequest { QueueUrl = Standard, Entries = [Message("a"), Message(null!)] }, "Entries[1].Id");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Az09_-")]
    public void Id_OfTheRule_IsAccepted(string id) => Accepted(RequestRules.SendMessageBatch, Send(Message(id)));

    [Theory]
    [InlineData("", null)]
    [InlineData("a.b", 1)]
    [InlineData("ab ", 2)]
    [InlineData("é", 0)]
    public void Id_AgainstTheRule_IsRefused(string id, int? position)
    {
        Refused(RequestRules.SendMessageBatch, Send(Message("ok"), Message(id)), "Entries[1].Id", position);
        Refused(RequestRules.DeleteMessageBatch, Delete(("ok", "h"), (id, "h")), "Entries[1].Id", position);
        Refused(RequestRules.ChangeMessageVisibilityBatch, Change((id, "h", 0)), "Entries[0].Id", position);
    }

    [Fact]
    public void Id_AtItsLimit()
    {
        Accepted(RequestRules.SendMessageBatch, Send(Message(Many('i', 80))));
        Refused(RequestRules.SendMessageBatch, Send(Message(Many('i', 81))), "Entries[0].Id");
    }

    [Fact]
    public void Twins_AreBothNamed()
    {
        Accepted(RequestRules.SendMessageBatch, Send(Message("a"), Message("A")));
        var refusal = Assert.Throws<SqsValidationException>(() => RequestRules.SendMessageBatch(Send(Message("z"), Message("a"), Message("b"), Message("a"))));
        Assert.Equal("Entries[3].Id", refusal.Member);
        Assert.Contains("Entries[1].Id", refusal.Rule, StringComparison.Ordinal);
        Refused(RequestRules.DeleteMessageBatch, Delete(("a", "h"), ("a", "h")), "Entries[1].Id");
        Refused(RequestRules.ChangeMessageVisibilityBatch, Change(("a", "h", 0), ("a", "h", 0)), "Entries[1].Id");
    }

    [Fact]
    public void Total_AtItsLimit()
    {
        var half = Message("a") with { MessageBody = Many('x', 524_288) };
        Accepted(RequestRules.SendMessageBatch, Send(half, half with { Id = "b" }));
        Refused(RequestRules.SendMessageBatch, Send(half, half with { Id = "b" }, Message("c")), "Entries");
        Refused(RequestRules.SendMessageBatch, Send(Message("c"), half with { MessageBody = Many('x', 1_048_577) }), "Entries[1].MessageBody");
    }

    [Fact]
    public void EntryMembers_AreNamedWithTheirPlace()
    {
        var attributes = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal) { ["x"] = new() { DataType = "Text", StringValue = "v" } };
        Refused(RequestRules.SendMessageBatch, Send(Message("a"), Message("b") with { MessageAttributes = attributes }), "Entries[1].MessageAttributes[\"x\"].DataType");
        Refused(RequestRules.SendMessageBatch, Send(Message("a") with { MessageBody = "ab\0" }), "Entries[0].MessageBody", 2);
        Refused(RequestRules.SendMessageBatch, Send(Message("a") with { DelaySeconds = 901 }), "Entries[0].DelaySeconds");
        Refused(RequestRules.SendMessageBatch, Send(Message("a") with { MessageDeduplicationId = "d" }), "Entries[0].MessageDeduplicationId");
        Refused(RequestRules.SendMessageBatch, Send(Message("a") with { MessageGroupId = "a b" }), "Entries[0].MessageGroupId", 1);
        Refused(RequestRules.SendMessageBatch, Send(Message("a")) with { QueueUrl = Fifo }, "Entries[0].MessageGroupId");
        Accepted(RequestRules.SendMessageBatch, Send(Message("a") with { MessageGroupId = "g", MessageDeduplicationId = "d" }) with { QueueUrl = Fifo });
    }

    [Fact]
    public void HandlesAndTimeouts_OfEntries()
    {
        Accepted(RequestRules.DeleteMessageBatch, Delete(("a", Many('h', 1024))));
        Refused(RequestRules.DeleteMessageBatch, Delete(("a", Many('h', 1025))), "Entries[0].ReceiptHandle");
        Refused(RequestRules.DeleteMessageBatch, Delete(("a", "")), "Entries[0].ReceiptHandle");
        Null(RequestRules.DeleteMessageBatch, Delete(("a", null!)), "Entries[0].ReceiptHandle");
        Accepted(RequestRules.ChangeMessageVisibilityBatch, Change(("a", "h", 0), ("b", "h", 43_200), ("c", "h", null)));
        Refused(RequestRules.ChangeMessageVisibilityBatch, Change(("a", "h", -1)), "Entries[0].VisibilityTimeout");
        Refused(RequestRules.ChangeMessageVisibilityBatch, Change(("a", "h", 0), ("b", "h", 43_201)), "Entries[1].VisibilityTimeout");
        Refused(RequestRules.ChangeMessageVisibilityBatch, Change(("a", "", 0)), "Entries[0].ReceiptHandle");
    }

    private static SendMessageBatchRequestEntry Message(string id) => new() { Id = id, MessageBody = "x" };

    private static SendMessageBatchRequest Send(int count) => Send([.. Enumerable.Range(0, count).Select(number => Message("m" + number))]);

    private static SendMessageBatchRequest Send(params SendMessageBatchRequestEntry[] entries) => new() { QueueUrl = Standard, Entries = entries };

    private static DeleteMessageBatchRequest Delete(params (string Id, string Handle)[] entries) =>
        new() { QueueUrl = Standard, Entries = [.. entries.Select(entry => new DeleteMessageBatchRequestEntry { Id = entry.Id, ReceiptHandle = entry.Handle })] };

    private static ChangeMessageVisibilityBatchRequest Change(params (string Id, string Handle, int? Timeout)[] entries) => new()
    {
        QueueUrl = Standard,
        Entries = [.. entries.Select(entry => new ChangeMessageVisibilityBatchRequestEntry { Id = entry.Id, ReceiptHandle = entry.Handle, VisibilityTimeout = entry.Timeout })],
    };
}
