using Sqs.Client.Operations;
using static Sqs.Client.Tests.Operations.Rules.RequestRulesTests;

namespace Sqs.Client.Tests.Operations.Rules;

public sealed class RequestRulesQueueTests
{
    [Theory]
    [InlineData(Standard)]
    [InlineData(Fifo)]
    [InlineData("http://localhost:9324/queue/orders")]
    [InlineData("HTTPS://host/1/q")]
    [InlineData("http://[::1]:4566/000000000000/q/")]
    [InlineData("http://host/1/a%20b.c..d")]
    public void QueueUrl_OfTheRule_IsAccepted(string url) => Accepted(RequestRules.DeleteQueue, new DeleteQueueRequest { QueueUrl = url });

    [Theory]
    [InlineData("", null)]
    [InlineData("orders", null)]
    [InlineData("/123456789012/orders", null)]
    [InlineData("//host/1/q", null)]
    [InlineData("ftp://host/1/q", null)]
    [InlineData("https:/host/1/q", null)]
    [InlineData("https://", 8)]
    [InlineData("https:///q", 8)]
    [InlineData("https://host", null)]
    [InlineData("https://host//", null)]
    [InlineData("https://me@host/1/q", 10)]
    [InlineData("https://host/1/q?x=1", 16)]
    [InlineData("https://host/1/q#x", 16)]
    [InlineData("https://host/1\\q", 14)]
    [InlineData("https://host/1/q ", 16)]
    [InlineData("https://host/1/q\r\n", 16)]
    [InlineData("https://host/1/qü", 16)]
    [InlineData("https://host/1/<q>", 15)]
    [InlineData("https://host/1/%2e%2E/q", 15)]
    [InlineData("https://host/1/a%2Eb", 16)]
    [InlineData("https://host/1/a%2", 16)]
    [InlineData("https://host/1/a%zz", 16)]
    [InlineData("https://host/1/../q", 15)]
    [InlineData("https://host/./q", 13)]
    [InlineData("https://host/1/q/..", 17)]
    public void QueueUrl_AgainstTheRule_IsRefused(string url, int? position) =>
        Refused(RequestRules.DeleteQueue, new DeleteQueueRequest { QueueUrl = url }, "QueueUrl", position);

    [Fact]
    public void QueueUrl_IsCheckedByEveryActionOfAQueue()
    {
        const string Bad = "orders";
        Refused(RequestRules.AddPermission, new AddPermissionRequest { QueueUrl = Bad, Label = "l", AWSAccountIds = ["*"], Actions = ["*"] }, "QueueUrl");
        Refused(RequestRules.ChangeMessageVisibility, new ChangeMessageVisibilityRequest { QueueUrl = Bad, ReceiptHandle = "h", VisibilityTimeout = 0 }, "QueueUrl");
        Refused(RequestRules.ChangeMessageVisibilityBatch, new ChangeMessageVisibilityBatchRequest { QueueUrl = Bad, Entries = [] }, "QueueUrl");
        Refused(RequestRules.DeleteMessage, new DeleteMessageRequest { QueueUrl = Bad, ReceiptHandle = "h" }, "QueueUrl");
        Refused(RequestRules.DeleteMessageBatch, new DeleteMessageBatchRequest { QueueUrl = Bad, Entries = [] }, "QueueUrl");
        Refused(RequestRules.GetQueueAttributes, new GetQueueAttributesRequest { QueueUrl = Bad }, "QueueUrl");
        Refused(RequestRules.ListDeadLetterSourceQueues, new ListDeadLetterSourceQueuesRequest { QueueUrl = Bad }, "QueueUrl");
        Refused(RequestRules.ListQueueTags, new ListQueueTagsRequest { QueueUrl = Bad }, "QueueUrl");
        Refused(RequestRules.PurgeQueue, new PurgeQueueRequest { QueueUrl = Bad }, "QueueUrl");
        Refused(RequestRules.ReceiveMessage, new ReceiveMessageRequest { QueueUrl = Bad }, "QueueUrl");
        Refused(RequestRules.RemovePermission, new RemovePermissionRequest { QueueUrl = Bad, Label = "l" }, "QueueUrl");
        Refused(RequestRules.SendMessage, new SendMessageRequest { QueueUrl = Bad, MessageBody = "x" }, "QueueUrl");
        Refused(RequestRules.SendMessageBatch, new SendMessageBatchRequest { QueueUrl = Bad, Entries = [] }, "QueueUrl");
        Refused(RequestRules.SetQueueAttributes, new SetQueueAttributesRequest { QueueUrl = Bad, Attributes = new Dictionary<QueueAttributeName, string>() }, "QueueUrl");
        Refused(RequestRules.TagQueue, new TagQueueRequest { QueueUrl = Bad, Tags = new Dictionary<string, string>(StringComparer.Ordinal) }, "QueueUrl");
        Refused(RequestRules.UntagQueue, new UntagQueueRequest { QueueUrl = Bad, TagKeys = [] }, "QueueUrl");
        Null(RequestRules.PurgeQueue, new PurgeQueueRequest { QueueUrl = null! }, "QueueUrl");
        Accepted(RequestRules.PurgeQueue, new PurgeQueueRequest { QueueUrl = Standard });
        Accepted(RequestRules.ListQueueTags, new ListQueueTagsRequest { QueueUrl = Standard });
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Az_09-")]
    public void QueueName_OfTheRule_IsAccepted(string name)
    {
        Accepted(RequestRules.CreateQueue, new CreateQueueRequest { QueueName = name });
        Accepted(RequestRules.GetQueueUrl, new GetQueueUrlRequest { QueueName = name + ".fifo" });
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("a b", 1)]
    [InlineData("a.b", 1)]
    [InlineData(".fifo", null)]
    [InlineData("a.FIFO", 1)]
    [InlineData("a.fifo.fifo", 1)]
    [InlineData("ü", 0)]
    public void QueueName_AgainstTheRule_IsRefused(string name, int? position)
    {
        Refused(RequestRules.CreateQueue, new CreateQueueRequest { QueueName = name }, "QueueName", position);
        Refused(RequestRules.GetQueueUrl, new GetQueueUrlRequest { QueueName = name }, "QueueName", position);
    }

    [Fact]
    public void QueueName_AtItsLimit()
    {
        Accepted(RequestRules.CreateQueue, new CreateQueueRequest { QueueName = Many('q', 80) });
        Refused(RequestRules.CreateQueue, new CreateQueueRequest { QueueName = Many('q', 81) }, "QueueName");
        Accepted(RequestRules.GetQueueUrl, new GetQueueUrlRequest { QueueName = Many('q', 75) + ".fifo" });
        Refused(RequestRules.GetQueueUrl, new GetQueueUrlRequest { QueueName = Many('q', 76) + ".fifo" }, "QueueName");
        Null(RequestRules.CreateQueue, new CreateQueueRequest { QueueName = null! }, "QueueName");
    }

    [Theory]
    [InlineData("123456789012", true, null)]
    [InlineData("12345678901", false, null)]
    [InlineData("1234567890123", false, null)]
    [InlineData("", false, null)]
    [InlineData("*", false, 0)]
    [InlineData("12345678901a", false, 11)]
    public void Owner_IsAnAccountId(string owner, bool isGood, int? position)
    {
        var request = new GetQueueUrlRequest { QueueName = "q", QueueOwnerAWSAccountId = owner };
        if (isGood)
        {
            Accepted(RequestRules.GetQueueUrl, request);
        }
        else
        {
            Refused(RequestRules.GetQueueUrl, request, "QueueOwnerAWSAccountId", position);
        }
    }

    [Fact]
    public void Tags_AtTheirLimits()
    {
        Accepted(RequestRules.TagQueue, Tagged(Many('k', 128), Many('v', 256)));
        Accepted(RequestRules.TagQueue, Tagged("k", ""));
        Accepted(RequestRules.TagQueue, Tagged(string.Concat(Enumerable.Repeat("😀", 128)), "v"));
        Refused(RequestRules.TagQueue, Tagged(Many('k', 129), ""), $"Tags[\"{Many('k', 129)}\"]");
        Refused(RequestRules.TagQueue, Tagged("", "v"), "Tags[\"\"]");
        Refused(RequestRules.TagQueue, Tagged("k", Many('v', 257)), "Tags[\"k\"]");
        Null(RequestRules.TagQueue, Tagged("k", null!), "Tags[\"k\"]");
        Refused(RequestRules.TagQueue, new TagQueueRequest { QueueUrl = Standard, Tags = new Dictionary<string, string>(StringComparer.Ordinal) }, "Tags");
        Refused(RequestRules.CreateQueue, new CreateQueueRequest { QueueName = "q", Tags = Tagged("k", Many('v', 257)).Tags }, "Tags[\"k\"]");
        Accepted(RequestRules.UntagQueue, new UntagQueueRequest { QueueUrl = Standard, TagKeys = [Many('k', 128)] });
        Refused(RequestRules.UntagQueue, new UntagQueueRequest { QueueUrl = Standard, TagKeys = ["a", Many('k', 129)] }, "TagKeys[1]");
        Refused(RequestRules.UntagQueue, new UntagQueueRequest { QueueUrl = Standard, TagKeys = [""] }, "TagKeys[0]");
        Refused(RequestRules.UntagQueue, new UntagQueueRequest { QueueUrl = Standard, TagKeys = [] }, "TagKeys");
        Null(RequestRules.UntagQueue, new UntagQueueRequest { QueueUrl = Standard, TagKeys = [null!] }, "TagKeys[0]");
    }

    [Fact]
    public void Permissions_TheirRules()
    {
        var good = new AddPermissionRequest { QueueUrl = Standard, Label = Many('l', 80), AWSAccountIds = ["123456789012", "*"], Actions = ["SendMessage", "*", "FutureAction"] };
        Accepted(RequestRules.AddPermission, good);
        Accepted(RequestRules.AddPermission, good with { Actions = ["1", "2", "3", "4", "5", "6", "7"] });
        Refused(RequestRules.AddPermission, good with { Label = Many('l', 81) }, "Label");
        Refused(RequestRules.AddPermission, good with { Label = "" }, "Label");
        Refused(RequestRules.AddPermission, good with { Label = "a b" }, "Label", 1);
        Refused(RequestRules.AddPermission, good with { AWSAccountIds = [] }, "AWSAccountIds");
        Refused(RequestRules.AddPermission, good with { AWSAccountIds = ["*", "123"] }, "AWSAccountIds[1]");
        Null(RequestRules.AddPermission, good with { AWSAccountIds = [null!] }, "AWSAccountIds[0]");
        Refused(RequestRules.AddPermission, good with { Actions = [] }, "Actions");
        Refused(RequestRules.AddPermission, good with { Actions = ["1", "2", "3", "4", "5", "6", "7", "8"] }, "Actions");
        Refused(RequestRules.AddPermission, good with { Actions = ["*", ""] }, "Actions[1]");
        Refused(RequestRules.AddPermission, good with { Actions = ["SendMessageBatch"] }, "Actions[0]");
        Refused(RequestRules.AddPermission, good with { Actions = ["DeleteMessageBatch"] }, "Actions[0]");
        Refused(RequestRules.AddPermission, good with { Actions = ["ChangeMessageVisibilityBatch"] }, "Actions[0]");
        Accepted(RequestRules.RemovePermission, new RemovePermissionRequest { QueueUrl = Standard, Label = "l" });
        Refused(RequestRules.RemovePermission, new RemovePermissionRequest { QueueUrl = Standard, Label = "a.b" }, "Label", 1);
        Null(RequestRules.RemovePermission, new RemovePermissionRequest { QueueUrl = Standard, Label = null! }, "Label");
    }

    private static TagQueueRequest Tagged(string key, string value) =>
        new() { QueueUrl = Standard, Tags = new Dictionary<string, string>(StringComparer.Ordinal) { [key] = value } };
}
