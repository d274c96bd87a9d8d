using System.Net;
using Sqs.Client.Interop.Peers;
using Sqs.Client.Signing;

namespace Sqs.Client.Interop;

/// <summary>Every kind of request, its signature judged by botocore's signer.</summary>
public sealed class VerifyingProxyTests
{
    private const string Awkward = "a b+c*~%20&d=e;'()!$@:,/?#[]\r\n\t ü e\u0301 日本 😀";

    [Fact]
    public async Task Signatures_OfAllActions_AreGoodByPostAndGetWithAndWithoutToken()
    {
        var judged = await JudgedAsync(SqsProtocol.Query, useGet: [false, true]);
        Assert.All(judged.GroupBy(each => each.Action), action => Assert.Equal(["GET", "POST"], action.Select(each => each.Method).Distinct().Order()));
    }

    [Fact]
    public Task Signatures_OfAllActionsInJson_AreGoodWithAndWithoutToken() => JudgedAsync(SqsProtocol.Json, useGet: [false]);

    [Fact]
    public async Task Signatures_OfPresignedUrls_AreGood()
    {
        await using var proxy = await VerifyingProxy.StartAsync();
        using var device = new HttpClient();
        foreach (var credentials in (AwsCredentials[])[VerifyingProxy.Plain, VerifyingProxy.Temporary])
        {
            await using var client = proxy.NewClient(credentials);
            var url = (await client.CreateQueueAsync(new CreateQueueRequest { QueueName = $"q-{credentials.AccessKeyId}" })).QueueUrl;
            ISqsRequest[] requests =
            [
                new SendMessageRequest { QueueUrl = url, MessageBody = Awkward, MessageAttributes = Attributes() },
                new ReceiveMessageRequest { QueueUrl = url, MessageAttributeNames = ["All", "a.*"] },
                new ListQueuesRequest { QueueNamePrefix = "q-" },
                new TagQueueRequest { QueueUrl = url, Tags = new Dictionary<string, string> { [Awkward.Trim()[..20]] = "*~" } },
            ];
            foreach (var request in requests)
            {
                using var answer = await device.GetAsync(await client.PresignAsync(request, TimeSpan.FromMinutes(5)));
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{request.GetType().Name}: {await answer.Content.ReadAsStringAsync()}");
            }
        }

        Assert.DoesNotContain(await proxy.JudgementsAsync(), each => each.Complaint is not null);
    }

    [Fact]
    public async Task Signatures_OfWrongSecretsTokensAndTamperedUrls_AreBad()
    {
        await using var proxy = await VerifyingProxy.StartAsync();
        (AwsCredentials Credentials, SqsErrorCode Code)[] cases =
        [
            (new(VerifyingProxy.Plain.AccessKeyId, "wrong"), SqsErrorCode.SignatureDoesNotMatch),
            (new("AKIASTRANGER", "x"), SqsErrorCode.InvalidClientTokenId),
            (new(VerifyingProxy.Temporary.AccessKeyId, VerifyingProxy.Temporary.SecretAccessKey, "wrong"), SqsErrorCode.InvalidClientTokenId),
            (AwsCredentials.Anonymous, new SqsErrorCode("MissingAuthenticationToken")),
        ];
        foreach (var ((credentials, code), protocol) in cases.SelectMany(_ => Enum.GetValues<SqsProtocol>(), (each, protocol) => (each, protocol)))
        {
            await using var client = proxy.NewClient(credentials, protocol);
            var error = await Assert.ThrowsAsync<SqsException>(() => client.ListQueuesAsync(new ListQueuesRequest()));
            Assert.Equal(code, error.ErrorCode);
        }

        await using var good = proxy.NewClient(VerifyingProxy.Plain);
        var url = await good.PresignAsync(new ListQueuesRequest { QueueNamePrefix = "mine" }, TimeSpan.FromMinutes(5));
        using var device = new HttpClient();
        using var answer = await device.GetAsync(new Uri(url.AbsoluteUri.Replace("mine", "yours", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(9, (await proxy.JudgementsAsync()).Count(each => each.Complaint is not null));
    }

    private static Dictionary<string, MessageAttributeValue> Attributes() => new()
    {
        ["a.text"] = MessageAttributeValue.String(Awkward),
        ["a.number"] = MessageAttributeValue.Number(-1.5m),
        ["a.binary"] = MessageAttributeValue.Binary(Enumerable.Range(0, 256).Select(value => (byte)value).ToArray()),
    };

    /// <summary>All actions with both kinds of credentials, by POST, by GET or by both; none may be complained of.</summary>
    private static async Task<IReadOnlyList<(string Method, string Action, string? Complaint)>> JudgedAsync(SqsProtocol protocol, bool[] useGet)
    {
        await using var proxy = await VerifyingProxy.StartAsync();
        foreach (var credentials in (AwsCredentials[])[VerifyingProxy.Plain, VerifyingProxy.Temporary])
        {
            await using var client = proxy.NewClient(credentials, protocol);
            foreach (var get in useGet)
            {
                var options = new SqsCallOptions { UseGet = get, Headers = new Dictionary<string, string> { ["X-Amz-Custom"] = "  a   b  ", ["X-Other"] = "c" } };
                await AllActionsAsync(client, $"q-{credentials.AccessKeyId}-{get}", options);
            }
        }

        var judged = await proxy.JudgementsAsync();
        Assert.DoesNotContain(judged, each => each.Complaint is not null);
        Assert.Equal(23, judged.Select(each => each.Action).Distinct(StringComparer.Ordinal).Count());
        return judged;
    }

    /// <summary>All 23 actions, each once at least; what fails in the server (it is quick to move a message) was signed all the same.</summary>
    private static async Task AllActionsAsync(SqsClient client, string name, SqsCallOptions with)
    {
        var attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.VisibilityTimeout] = "100" };
        var url = (await client.CreateQueueAsync(new CreateQueueRequest { QueueName = name, Attributes = attributes, Tags = new Dictionary<string, string> { ["a b"] = "c*d~" }, CallOptions = with })).QueueUrl;
        var dead = (await client.CreateQueueAsync(new CreateQueueRequest { QueueName = name + "-dead", CallOptions = with })).QueueUrl;
        _ = await client.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = name, CallOptions = with });
        _ = await client.ListQueuesAsync(new ListQueuesRequest { MaxResults = 1, CallOptions = with });
        var arn = (await client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = dead, AttributeNames = ["All"], CallOptions = with })).Attributes["QueueArn"];
        var redrive = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.RedrivePolicy] = $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":5}""" };
        _ = await client.SetQueueAttributesAsync(new SetQueueAttributesRequest { QueueUrl = url, Attributes = redrive, CallOptions = with });
        _ = await client.ListDeadLetterSourceQueuesAsync(new ListDeadLetterSourceQueuesRequest { QueueUrl = dead, CallOptions = with });
        _ = await client.TagQueueAsync(new TagQueueRequest { QueueUrl = url, Tags = new Dictionary<string, string> { ["ü"] = "(1)!" }, CallOptions = with });
        _ = await client.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url, CallOptions = with });
        _ = await client.UntagQueueAsync(new UntagQueueRequest { QueueUrl = url, TagKeys = ["ü"], CallOptions = with });
        _ = await client.AddPermissionAsync(new AddPermissionRequest { QueueUrl = url, Label = "l", AWSAccountIds = ["*"], Actions = ["*"], CallOptions = with });
        _ = await client.RemovePermissionAsync(new RemovePermissionRequest { QueueUrl = url, Label = "l", CallOptions = with });
        _ = await client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = Awkward, MessageAttributes = Attributes(), CallOptions = with });
        _ = await client.SendMessageBatchAsync(new SendMessageBatchRequest
        {
            QueueUrl = url,
            Entries = [new() { Id = "a", MessageBody = Awkward, MessageAttributes = Attributes() }, new() { Id = "b", MessageBody = "b" }, new() { Id = "c", MessageBody = "c" }],
            CallOptions = with,
        });
        using var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest
        {
            QueueUrl = url,
            MaxNumberOfMessages = 10,
            MessageAttributeNames = ["All"],
            MessageSystemAttributeNames = ["All"],
            CallOptions = with,
        });
        var handles = received.Messages.Select(message => message.ReceiptHandle).ToList();
        Assert.Equal(4, handles.Count);
        Assert.Equal(2, received.Messages.Count(message => message.Body == Awkward));
        _ = await client.ChangeMessageVisibilityAsync(new ChangeMessageVisibilityRequest { QueueUrl = url, ReceiptHandle = handles[0], VisibilityTimeout = 50, CallOptions = with });
        _ = await client.ChangeMessageVisibilityBatchAsync(new ChangeMessageVisibilityBatchRequest
        {
            QueueUrl = url,
            Entries = [new() { Id = "a", ReceiptHandle = handles[1], VisibilityTimeout = 50 }],
            CallOptions = with,
        });
        _ = await client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = url, ReceiptHandle = handles[0], CallOptions = with });
        _ = await client.DeleteMessageBatchAsync(new DeleteMessageBatchRequest { QueueUrl = url, Entries = [new() { Id = "a", ReceiptHandle = handles[1] }], CallOptions = with });
        _ = await client.SendMessageAsync(new SendMessageRequest { QueueUrl = dead, MessageBody = "dead", CallOptions = with });
        var task = await client.StartMessageMoveTaskAsync(
            new StartMessageMoveTaskRequest { SourceArn = arn, DestinationArn = arn.Replace("-dead", "", StringComparison.Ordinal), MaxNumberOfMessagesPerSecond = 1, CallOptions = with });
        _ = await client.ListMessageMoveTasksAsync(new ListMessageMoveTasksRequest { SourceArn = arn, CallOptions = with });
        try
        {
            _ = await client.CancelMessageMoveTaskAsync(new CancelMessageMoveTaskRequest { TaskHandle = task.TaskHandle, CallOptions = with });
        }
        catch (SqsException late) when (late.ErrorCode == SqsErrorCode.ResourceNotFoundException)
        {
            // It had moved its one message already.
        }

        _ = await client.PurgeQueueAsync(new PurgeQueueRequest { QueueUrl = url, CallOptions = with });
        _ = await client.DeleteQueueAsync(new DeleteQueueRequest { QueueUrl = url, CallOptions = with });
    }
}
