namespace Sqs.Client.Tests.Errors;

public sealed class SqsErrorCodeTests
{
    [Theory]
    [InlineData("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue")]
    [InlineData("QueueNameExists", "QueueAlreadyExists")]
    [InlineData("QueueNameExists", "AWS.SimpleQueueService.QueueNameExists")]
    [InlineData("QueueNameExists", "AWS.SimpleQueueService.QueueAlreadyExists")]
    [InlineData("MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight")]
    [InlineData("KmsThrottled", "KMS.ThrottlingException")]
    [InlineData("AccessDeniedException", "AccessDenied")]
    public void Spellings_OfOneCode_AreEqual(string shape, string code)
    {
        Assert.Equal(new SqsErrorCode(shape), new SqsErrorCode(code));
        Assert.Equal(new SqsErrorCode(shape).GetHashCode(), new SqsErrorCode(code).GetHashCode());
        Assert.Equal(code, new SqsErrorCode(code).ToString());
    }

    [Theory]
    [InlineData("QueueDoesNotExist", "QueueNameExists")]
    [InlineData("OverLimit", "overlimit")]
    [InlineData("AWS.SimpleQueueService.", "AWS.SimpleQueueService.New")]
    public void Codes_ThatDiffer_AreNotEqual(string one, string other) => Assert.NotEqual(new SqsErrorCode(one), new SqsErrorCode(other));
}
