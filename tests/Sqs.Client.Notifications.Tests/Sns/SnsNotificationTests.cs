namespace Sqs.Client.Notifications.Tests.Sns;

public sealed class SnsNotificationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_OfANotification_TellsAllOfIt(bool isUtf8)
    {
        var read = SnsNotification.Read(Documents.In(Documents.Notification, isUtf8));
        Assert.Equal(SnsMessageType.Notification, read.Type);
        Assert.Equal("63a3f6b6-d533-4a47-aef9-fcf5cf758c76", read.MessageId);
        Assert.Equal("arn:aws:sns:us-west-2:123456789012:MyTopic", read.TopicArn);
        Assert.Equal("Testing publish to subscribed queues", read.Subject);
        Assert.Equal("Hello \"world\"!\nGrüße 😀", read.Message);
        Assert.Equal("2012-03-29T05:12:16.901Z", read.TimestampText);
        Assert.Equal(new DateTimeOffset(2012, 3, 29, 5, 12, 16, 901, TimeSpan.Zero), read.Timestamp);
        Assert.Equal(("1", "EXAMPLEnTrFPa3="), (read.SignatureVersion, read.Signature));
        Assert.StartsWith("https://sns.us-west-2.amazonaws.com/SimpleNotificationService-", read.SigningCertURL, StringComparison.Ordinal);
        Assert.Contains("Action=Unsubscribe", read.UnsubscribeURL, StringComparison.Ordinal);
        Assert.Null(read.SubscribeURL);
        Assert.Null(read.Token);
        Assert.Equal(MessageAttributeValue.String("example_corp"), read.MessageAttributes["store"]);
        Assert.Equal(MessageAttributeValue.Number(100.5m), read.MessageAttributes["price"]);
        Assert.Equal("String.Array", read.MessageAttributes["tags"].DataType);
        Assert.Equal(MessageAttributeValue.Binary(new byte[] { 0, 1, 2, 255 }), read.MessageAttributes["picture"]);
    }

    [Fact]
    public void Read_OfAConfirmation_TellsTokenAndUrl()
    {
        var read = SnsNotification.Read(Documents.In(Documents.Confirmation));
        Assert.Equal(SnsMessageType.SubscriptionConfirmation, read.Type);
        Assert.StartsWith("2336412f37fb", read.Token, StringComparison.Ordinal);
        Assert.Contains("Action=ConfirmSubscription", read.SubscribeURL, StringComparison.Ordinal);
        Assert.Null(read.Subject);
        Assert.Empty(read.MessageAttributes);
        Assert.Equal(
            SnsMessageType.UnsubscribeConfirmation,
            SnsNotification.Read(Documents.In(Documents.Confirmation.Replace("SubscriptionConfirmation", "UnsubscribeConfirmation", StringComparison.Ordinal))).Type);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Hello")]
    [InlineData("<Notification/>")]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData("{\"Type\":\"Notification\"}")]
    [InlineData("{\"Type\":\"Notification\",\"MessageId\":\"1\",\"TopicArn\":7}")]
    [InlineData("{\"Type\":\"Order\",\"MessageId\":\"1\",\"TopicArn\":\"t\"}")]
    public void TryRead_OfARawBody_IsFalse(string body)
    {
        Assert.False(SnsNotification.TryRead(Documents.In(body), out var read));
        Assert.Null(read);
        _ = Assert.Throws<NotificationFormatException>(() => SnsNotification.Read(Documents.In(body)));
    }

    [Fact]
    public void TryRead_OfAWrappedBody_IsTrue()
    {
        Assert.True(SnsNotification.TryRead(Documents.In(Documents.Wrapped(Documents.S3Put)), out var read));
        Assert.Equal(Documents.S3Put, read.Message);
    }

    [Theory]
    [InlineData("\"Message\" : \"", "\"Massage\" : \"", "Message")]
    [InlineData("\"Timestamp\" : \"2012-03-29T05:12:16.901Z\"", "\"Timestamp\" : \"yesterday\"", "Timestamp")]
    [InlineData("\"Subject\" : \"Testing publish to subscribed queues\"", "\"Subject\" : 5", "Subject")]
    [InlineData("\"Subject\" : \"Testing", "\"Subject\" : \"\\ud800Testing", "Subject")]
    [InlineData("AAEC/w==", "AAEC/w=", "MessageAttributes[3].Value")]
    [InlineData("{\"Type\":\"Number\",\"Value\":\"100.5\"}", "\"Number\"", "MessageAttributes[1]")]
    [InlineData("{\"Type\":\"Number\",\"Value\":\"100.5\"}", "{\"Type\":\"Number\"}", "MessageAttributes[1].Value")]
    public void Read_OfABrokenDocument_NamesThePlace(string old, string replacement, string place)
    {
        var body = Documents.Notification.Replace(old, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Documents.Notification, body);
        Assert.Equal(place, Assert.Throws<NotificationFormatException>(() => SnsNotification.Read(Documents.In(body))).Place);
        Assert.Equal(place, Assert.Throws<NotificationFormatException>(() => SnsNotification.TryRead(Documents.In(body), out _)).Place);
    }

    [Fact]
    public void Read_OfAMemberThatStandsTwice_IsRefused()
    {
        var body = Documents.Notification.Replace("\"SignatureVersion\"", "\"Message\" : \"Other\",\n  \"SignatureVersion\"", StringComparison.Ordinal);
        Assert.Equal("body", Assert.Throws<NotificationFormatException>(() => SnsNotification.Read(Documents.In(body))).Place);
    }

    [Fact]
    public void Read_OfADocumentWithSomethingBehindIt_IsRefused() =>
        _ = Assert.Throws<NotificationFormatException>(() => SnsNotification.Read(Documents.In(Documents.Notification + "{}")));

    [Fact]
    public void Read_OfBrokenJson_NamesTheLine()
    {
        var refused = Assert.Throws<NotificationFormatException>(() => SnsNotification.Read(Documents.In("{\n  \"a\": geheim }")));
        Assert.Equal("line 2, byte 8", refused.Place);
        Assert.DoesNotContain("geheim", refused.ToString(), StringComparison.Ordinal);
        Assert.Null(refused.InnerException);
    }

    [Fact]
    public void ToString_TellsNeitherTextNorAttributesNorToken()
    {
        var text = SnsNotification.Read(Documents.In(Documents.Notification)).ToString() + SnsNotification.Read(Documents.In(Documents.Confirmation));
        Assert.Contains("63a3f6b6-d533-4a47-aef9-fcf5cf758c76", text, StringComparison.Ordinal);
        Assert.All(["Hello", "Testing", "example_corp", "2336412f37", "Unsubscribe&", "EXAMPLE"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }
}
