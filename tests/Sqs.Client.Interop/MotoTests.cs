using Sqs.Client.Interop.Peers;

namespace Sqs.Client.Interop;

/// <summary>Our client against moto in both protocols: what any server does, and what moto does besides.</summary>
public abstract class MotoTests(Moto moto, SqsProtocol protocol) : ServerTests(moto, protocol), IClassFixture<Moto>
{
    [Fact]
    public async Task Permission_AddedAndRemoved_StandsInThePolicy()
    {
        await using var client = await NewClientAsync();
        var url = (await NewQueueAsync(client)).Url;
        _ = await client.AddPermissionAsync(new AddPermissionRequest { QueueUrl = url, Label = "l", AWSAccountIds = ["111111111111"], Actions = ["SendMessage"] });
        var policy = new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = [QueueAttributeName.Policy] };
        Assert.Contains("111111111111", (await client.GetQueueAttributesAsync(policy)).Attributes[QueueAttributeName.Policy], StringComparison.Ordinal);
        _ = await client.RemovePermissionAsync(new RemovePermissionRequest { QueueUrl = url, Label = "l" });
        Assert.DoesNotContain("111111111111", (await client.GetQueueAttributesAsync(policy)).Attributes.GetValueOrDefault(QueueAttributeName.Policy) ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task SourceQueues_OfADeadLetterQueue_AreListed()
    {
        await using var client = await NewClientAsync();
        var dead = await NewQueueAsync(client);
        var source = await NewSourceAsync(client, dead);
        Assert.Equal([source.Url], (await client.ListDeadLetterSourceQueuesAsync(new ListDeadLetterSourceQueuesRequest { QueueUrl = dead.Url })).QueueUrls);
    }

    [Fact]
    public async Task Errors_OfEveryKind_ComeWithTheirCodes()
    {
        await using var client = await NewClientAsync();
        var url = (await NewQueueAsync(client)).Url;
        var handle = await Assert.ThrowsAsync<SqsException>(() => client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = url, ReceiptHandle = "made up" }));
        Assert.Equal(SqsErrorCode.ReceiptHandleIsInvalid, handle.ErrorCode);
        Assert.InRange(handle.StatusCode, 400, 404);
        var batch = await client.DeleteMessageBatchAsync(new DeleteMessageBatchRequest { QueueUrl = url, Entries = [new() { Id = "bad", ReceiptHandle = "made up" }] });
        Assert.Equal("bad", Assert.Single(batch.Failed).Id);
        var attribute = await Assert.ThrowsAsync<SqsException>(
            () => client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = ["NoSuchAttribute"] }));
        Assert.Equal(SqsErrorCode.InvalidAttributeName, attribute.ErrorCode);
        var exists = await Assert.ThrowsAsync<SqsException>(() => client.CreateQueueAsync(new CreateQueueRequest
        {
            QueueName = url[(url.LastIndexOf('/') + 1)..],
            Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.VisibilityTimeout] = "1" },
        }));
        Assert.Equal(SqsErrorCode.QueueNameExists, exists.ErrorCode);
    }

    public sealed class InQuery(Moto moto) : MotoTests(moto, SqsProtocol.Query);

    public sealed class InJson(Moto moto) : MotoTests(moto, SqsProtocol.Json);
}
