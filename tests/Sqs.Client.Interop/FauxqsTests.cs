using System.Text.Json;
using Sqs.Client.Interop.Peers;

namespace Sqs.Client.Interop;

/// <summary>
/// Our client against fauxqs in JSON: what any server does. Below are the ways of fauxqs that are not those of SQS, and keep a step from
/// being asked of it; each is seen to be there still, so that a newer version shortens the list.
/// </summary>
public sealed class FauxqsTests(Fauxqs fauxqs) : ServerTests(fauxqs, SqsProtocol.Json), IClassFixture<Fauxqs>
{
    /// <summary>It takes characters above U+FFFF for invalid, <see cref="Difference_CharactersAboveFfff_AreRefused"/>.</summary>
    protected override string Everything => Plane0;

    /// <summary>Its queues say that they live at another host than the endpoint; our client goes to the endpoint all the same.</summary>
    [Fact]
    public async Task Difference_HostOfAQueue_IsNotTheEndpoints()
    {
        await using var client = await NewClientAsync();
        var endpoint = await Server.EndpointAsync();
        var queue = await NewQueueAsync(client);
        Assert.Equal($"http://sqs.us-east-1.localhost:{endpoint.Port}/000000000000/{queue.Name}", queue.Url);
        _ = await queue.SendAsync("x");
    }

    /// <summary>The expression that it checks bodies by has no surrogates in it.</summary>
    [Fact]
    public async Task Difference_CharactersAboveFfff_AreRefused()
    {
        await using var client = await NewClientAsync();
        var queue = await NewQueueAsync(client);
        AssertCode("InvalidMessageContents", await Assert.ThrowsAsync<SqsException>(() => queue.SendAsync("😀")));
        var batch = await client.SendMessageBatchAsync(new SendMessageBatchRequest { QueueUrl = queue.Url, Entries = [new() { Id = "good", MessageBody = "x" }, new() { Id = "bad", MessageBody = "😀" }] });
        Assert.Equal("good", Assert.Single(batch.Successful).Id);
        var failed = Assert.Single(batch.Failed);
        Assert.Equal(("bad", new SqsErrorCode("InvalidMessageContents"), true), (failed.Id, failed.Code, failed.SenderFault));
    }

    /// <summary>It has no policies, no look back from a dead-letter queue, and no move tasks.</summary>
    [Fact]
    public async Task Difference_SixActions_AreUnknown()
    {
        await using var client = await NewClientAsync();
        var url = (await NewQueueAsync(client)).Url;
        const string Arn = "arn:aws:sqs:us-east-1:000000000000:dead";
        Func<Task>[] calls =
        [
            () => client.AddPermissionAsync(new AddPermissionRequest { QueueUrl = url, Label = "l", AWSAccountIds = ["111111111111"], Actions = ["SendMessage"] }),
            () => client.RemovePermissionAsync(new RemovePermissionRequest { QueueUrl = url, Label = "l" }),
            () => client.ListDeadLetterSourceQueuesAsync(new ListDeadLetterSourceQueuesRequest { QueueUrl = url }),
            () => client.StartMessageMoveTaskAsync(new StartMessageMoveTaskRequest { SourceArn = Arn }),
            () => client.ListMessageMoveTasksAsync(new ListMessageMoveTasksRequest { SourceArn = Arn }),
            () => client.CancelMessageMoveTaskAsync(new CancelMessageMoveTaskRequest { TaskHandle = "t" }),
        ];
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<SqsException>(call);
            Assert.Equal((new SqsErrorCode("InvalidAction"), 400), (error.ErrorCode, error.StatusCode));
        }
    }

    /// <summary>Encryption is no attribute of its queues, and names that it does not know have no values instead of being refused.</summary>
    [Fact]
    public async Task Difference_AttributesOfEncryption_AreUnknown()
    {
        await using var client = await NewClientAsync();
        var queue = await NewQueueAsync(client);
        Assert.DoesNotContain(QueueAttributeName.SqsManagedSseEnabled, (await queue.GetAttributesAsync()).Attributes.Keys);
        AssertCode("InvalidAttributeName", await Assert.ThrowsAsync<SqsException>(() => client.SetQueueAttributesAsync(new SetQueueAttributesRequest
        {
            QueueUrl = queue.Url,
            Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.SqsManagedSseEnabled] = "true" },
        })));
        Assert.Empty((await client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = queue.Url, AttributeNames = ["NoSuchAttribute"] })).Attributes);
    }

    /// <summary>It cuts the list off at MaxResults and has no token for the rest.</summary>
    [Fact]
    public async Task Difference_ListOfQueues_HasNoSecondPage()
    {
        await using var client = await NewClientAsync();
        var prefix = Name();
        _ = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = prefix + "-a" });
        _ = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = prefix + "-b" });
        var page = await client.ListQueuesAsync(new ListQueuesRequest { QueueNamePrefix = prefix, MaxResults = 1 });
        Assert.Equal((1, null), (page.QueueUrls.Count, page.NextToken));
    }

    /// <summary>It does not read ReceiveRequestAttemptId; SQS hands out the same message again. And of a group it hands out one message, where SQS fills up to ten.</summary>
    [Fact]
    public async Task Difference_ReceiveFromFifo_GivesOneOfAGroupAndRepeatsNothing()
    {
        await using var client = await NewClientAsync();
        var queue = await NewQueueAsync(client, fifo: true);
        _ = await queue.SendManyAsync(((string[])["g0", "g0", "g1"]).Select((group, at) => new OutgoingMessage { Body = $"{group} {at}", MessageGroupId = group, MessageDeduplicationId = $"d{at}" }));
        var request = new ReceiveMessageRequest { QueueUrl = queue.Url, MaxNumberOfMessages = 10, ReceiveRequestAttemptId = "attempt" };
        using var first = await client.ReceiveMessageAsync(request);
        using var again = await client.ReceiveMessageAsync(request);
        Assert.Equal(["g0 0", "g1 2"], first.Messages.Select(message => message.Body));
        Assert.Empty(again.Messages);
    }

    /// <summary>Deleting is never refused, whatever the handle; changing the visibility is.</summary>
    [Fact]
    public async Task Difference_DeletingByAMadeUpHandle_Succeeds()
    {
        await using var client = await NewClientAsync();
        var url = (await NewQueueAsync(client)).Url;
        _ = await client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = url, ReceiptHandle = "made up" });
        var batch = await client.DeleteMessageBatchAsync(new DeleteMessageBatchRequest { QueueUrl = url, Entries = [new() { Id = "bad", ReceiptHandle = "made up" }] });
        Assert.Equal("bad", Assert.Single(batch.Successful).Id);
        var hidden = await Assert.ThrowsAsync<SqsException>(
            () => client.ChangeMessageVisibilityAsync(new ChangeMessageVisibilityRequest { QueueUrl = url, ReceiptHandle = "made up", VisibilityTimeout = 1 }));
        Assert.Equal(new SqsErrorCode("MessageNotInflight"), hidden.ErrorCode);
    }

    /// <summary>The older code of an error is the shape's name with a prefix, which SQS has for some errors alone; our client takes it for the same code.</summary>
    [Fact]
    public async Task Difference_OlderCodes_HaveAPrefixAlways()
    {
        await using var client = await NewClientAsync();
        var name = Name();
        _ = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = name });
        var exists = await Assert.ThrowsAsync<SqsException>(() => client.CreateQueueAsync(new CreateQueueRequest
        {
            QueueName = name,
            Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.VisibilityTimeout] = "1" },
        }));
        AssertCode("QueueNameExists", exists);
        Assert.Equal(SqsErrorCode.QueueNameExists, exists.ErrorCode);
    }

    /// <summary>It takes entries that SQS refuses. Our client lets none of them out, so they are written here.</summary>
    [Fact]
    public async Task Difference_BatchWithABadDelayAndABadNumber_Succeeds()
    {
        await using var client = await NewClientAsync();
        var url = (await NewQueueAsync(client)).Url;
        using var http = new HttpClient();
        using var content = new StringContent($$"""
            {"QueueUrl":"{{url}}","Entries":[
              {"Id":"delay","MessageBody":"x","DelaySeconds":901},
              {"Id":"number","MessageBody":"x","MessageAttributes":{"n":{"DataType":"Number","StringValue":"seven" } } }]}
            """);
        content.Headers.ContentType = new("application/x-amz-json-1.0");
        content.Headers.Add("X-Amz-Target", "AmazonSQS.SendMessageBatch");
        using var answer = await http.PostAsync(await Server.EndpointAsync(), content);
        var batch = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        Assert.Equal(["delay", "number"], batch.GetProperty("Successful").EnumerateArray().Select(entry => entry.GetProperty("Id").GetString()));
    }

    private static void AssertCode(string shape, SqsException error) =>
        Assert.Equal(($"AWS.SimpleQueueService.{shape}", 400, SqsFault.Sender), (error.ErrorCode.Value, error.StatusCode, error.Fault));
}
