namespace Sqs.Client.Tests.Policies;

public sealed class ArnTests
{
    [Theory]
    [InlineData("arn:aws:sqs:us-east-2:444455556666:queue1", "aws", "sqs", "us-east-2", "444455556666", "queue1")]
    [InlineData("arn:aws-cn:s3:::bucket/a:b", "aws-cn", "s3", "", "", "bucket/a:b")]
    [InlineData("arn:aws:iam::aws:policy/AmazonSQSFullAccess", "aws", "iam", "", "aws", "policy/AmazonSQSFullAccess")]
    [InlineData("arn:*:sqs:*:*:q?", "*", "sqs", "*", "*", "q?")]
    [InlineData("arn:aws:sqs:*:${aws:PrincipalAccount}:${aws:username}_q", "aws", "sqs", "*", "${aws:PrincipalAccount}", "${aws:username}_q")]
    [InlineData("arn:aws:sqs:elasticmq:000000000000:q.fifo", "aws", "sqs", "elasticmq", "000000000000", "q.fifo")]
    public void Arn_IsReadInItsParts(string text, string partition, string service, string region, string account, string resource)
    {
        var arn = Arn.Parse(text);

        Assert.Equal((partition, service, region, account, resource), (arn.Partition, arn.Service, arn.Region, arn.AccountId, arn.Resource));
        Assert.Equal(text, arn.ToString());
        Assert.Equal(arn, new Arn(partition, service, region, account, resource));
        Assert.True(Arn.TryParse(text, out var tried) && tried == arn);
        Assert.Equal(text.AsSpan().ContainsAny("*?$"), arn.IsPattern);
    }

    [Theory]
    [InlineData("", "Arn")]
    [InlineData("queue1", "Arn")]
    [InlineData("ARN:aws:sqs:us-east-2:444455556666:queue1", "Arn")]
    [InlineData("arn:aws:sqs:us-east-2:444455556666", "Arn")]
    [InlineData("arn::sqs:us-east-2:444455556666:queue1", "Arn.Partition")]
    [InlineData("arn:aws::us-east-2:444455556666:queue1", "Arn.Service")]
    [InlineData("arn:aws:sqs:us east:444455556666:queue1", "Arn.Region")]
    [InlineData("arn:aws:sqs:us-east-2:44445555666:queue1", "Arn.AccountId")]
    [InlineData("arn:aws:sqs:us-east-2:4444-5555-6666:queue1", "Arn.AccountId")]
    [InlineData("arn:aws:sqs:us-east-2:444455556666:", "Arn.Resource")]
    public void Text_ThatIsNoArn_IsRefusedWithItsPart(string text, string member)
    {
        Assert.Equal(member, Assert.Throws<SqsValidationException>(() => Arn.Parse(text)).Member);
        Assert.False(Arn.TryParse(text, out _));
    }

    [Theory]
    [InlineData("arn:aws:sqs:us-east-2:444455556666:queue1", true)]
    [InlineData("arn:*:sqs:*:*:*", true)]
    [InlineData("arn:aws:sqs:*:444455556666:queue?", true)]
    [InlineData("arn:aws:s?s:us-*:444455556666:q*1", true)]
    [InlineData("arn:aws:sqs:*:${aws:PrincipalAccount}:queue1", true)]
    [InlineData("arn:aws:sqs:us-east-2:444455556666:queue${*}", false)]
    [InlineData("arn:aws:sqs:us-east-2:444455556666:Queue1", false)]
    [InlineData("arn:aws:sqs:us-east-2:444455556666:queue", false)]
    [InlineData("arn:aws:*:444455556666:*:queue1", false)]
    [InlineData("arn:aws-*:sqs:us-east-2:444455556666:queue1", false)]
    public void Pattern_Matches_PartByPart(string pattern, bool matches) =>
        Assert.Equal(matches, Arn.Parse(pattern).Matches(Arn.ForQueue("us-east-2", "444455556666", "queue1")));

    [Fact]
    public void Arn_OfAQueue_IsChecked()
    {
        Assert.Equal("arn:aws-cn:sqs:cn-north-1:444455556666:q.fifo", Arn.ForQueue("cn-north-1", "444455556666", "q.fifo", "aws-cn").ToString());
        Assert.Equal("Arn.AccountId", Assert.Throws<SqsValidationException>(() => Arn.ForQueue("us-east-2", "4444", "q")).Member);
    }
}
