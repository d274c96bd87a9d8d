using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Sqs.Client.Notifications.Tests.S3;

public sealed class S3EventTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_OfAPut_TellsAllOfIt(bool isWrapped)
    {
        var read = S3Event.Read(Documents.In(isWrapped ? Documents.Wrapped(Documents.S3Put) : Documents.S3Put));
        Assert.Null(read.Test);
        var record = Assert.Single(read.Records);
        Assert.Equal(("2.1", "ObjectCreated:Put", "us-west-2"), (record.EventVersion, record.EventName, record.AwsRegion));
        Assert.Equal(DateTimeOffset.UnixEpoch, record.EventTime);
        Assert.Equal(("amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket"), (record.BucketName, record.BucketArn));
        Assert.Equal(("red flowers/über+morgen.jpg", "red+flowers/%C3%BCber%2Bmorgen.jpg"), (record.Key, record.RawKey));
        Assert.Equal((1024, "d41d8cd98f00b204e9800998ecf8427e"), (record.Size, record.ETag));
        Assert.Equal(("096fKKXTRTtl3on89fVO.nfljtsv6qko", "0055AED6DCD90281E5"), (record.VersionId, record.Sequencer));
        Assert.Equal(("testConfigRule", "AIDAJDPLRKLG7UEXAMPLE", "127.0.0.1", "C3D13FE58DE4C810"), (record.ConfigurationId, record.Requester, record.SourceIPAddress, record.RequestId));
        Assert.True(record.IsObjectCreated);
        Assert.False(record.IsObjectRemoved);
        Assert.Empty(record.EventData);
        Assert.Contains("\"x-amz-id-2\"", Encoding.UTF8.GetString(record.Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfARestore_KeepsTheDataOfTheKind()
    {
        var record = Assert.Single(S3Event.Read(Documents.In(Documents.S3Restored)).Records);
        Assert.Equal(["glacierEventData", "intelligentTieringEventData", "lifecycleEventData"], record.EventData.Keys.Order());
        Assert.Equal("""{ "destinationAccessTier": "ARCHIVE_ACCESS" }""", Encoding.UTF8.GetString(record.EventData["intelligentTieringEventData"].Span));
        Assert.Equal(9007199254740993, record.Size);
        Assert.Null(record.VersionId);
    }

    [Fact]
    public void Read_OfATestMessage_RecognisesIt()
    {
        var read = S3Event.Read(Documents.In(Documents.S3Test));
        Assert.Equal(new S3TestEvent("amzn-s3-demo-bucket", new DateTimeOffset(2014, 10, 13, 15, 57, 2, 89, TimeSpan.Zero)), read.Test);
        Assert.Empty(read.Records);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_ThroughEventBridge_LeavesTheKeyAsItIs(bool isWrapped)
    {
        var record = Assert.Single(S3Event.Read(Documents.In(isWrapped ? Documents.Wrapped(Documents.S3Bridged) : Documents.S3Bridged)).Records);
        Assert.Equal(("Object Created", "a+b %41.txt", "a+b %41.txt"), (record.EventName, record.Key, record.RawKey));
        Assert.Equal((5, "b1946ac92492d2347c6235b4d2611184", "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e", "617f08299329d189"), (record.Size, record.ETag, record.VersionId, record.Sequencer));
        Assert.Equal(("amzn-s3-demo-bucket1", "arn:aws:s3:::amzn-s3-demo-bucket1", "ca-central-1"), (record.BucketName, record.BucketArn, record.AwsRegion));
        Assert.Equal(("123456789012", "1.2.3.4", "N4N7GDK58NMKJ12R"), (record.Requester, record.SourceIPAddress, record.RequestId));
        Assert.True(record.IsObjectCreated);
        Assert.Contains("PutObject", Encoding.UTF8.GetString(record.Json.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"size\": 1024", "\"size\": \"1024\"", "Records[0].s3.object.size")]
    [InlineData("\"size\": 1024", "\"size\": 1.5", "Records[0].s3.object.size")]
    [InlineData("\"key\":", "\"kee\":", "Records[0].s3.object.key")]
    [InlineData("\"name\":", "\"game\":", "Records[0].s3.bucket.name")]
    [InlineData("\"s3\": {", "\"s4\": {", "Records[0].s3")]
    [InlineData("\"eventTime\": \"1970-01-01T00:00:00.000Z\"", "\"eventTime\": \"1970-13-01T00:00:00.000Z\"", "Records[0].eventTime")]
    [InlineData("\"Records\"", "\"Record\"", "Records")]
    [InlineData("\"Records\": [", "\"Records\": [ 5,", "Records[0]")]
    public void Read_OfABrokenEvent_NamesThePlace(string old, string replacement, string place)
    {
        var body = Documents.S3Put.Replace(old, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Documents.S3Put, body);
        Assert.Equal(place, Assert.Throws<NotificationFormatException>(() => S3Event.Read(Documents.In(body))).Place);
    }

    [Fact]
    public void Of_AnEventOfAnotherSource_IsRefused()
    {
        Assert.Equal("source", Assert.Throws<NotificationFormatException>(() => S3Event.Read(Documents.In(Documents.Bridged))).Place);
        var withoutObject = Documents.S3Bridged.Replace("\"object\"", "\"subject\"", StringComparison.Ordinal);
        Assert.Equal("detail.object", Assert.Throws<NotificationFormatException>(() => S3Event.Read(Documents.In(withoutObject))).Place);
    }

    [Fact]
    public void Key_OfAnyText_IsDecodedAsAFormIsEncoded()
    {
        var texts = ArbMap.Default.GeneratorFor<string>().Select(text => new string([.. (text ?? "").Where(unit => !char.IsSurrogate(unit))]) + "😀/ +%41");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(texts.ToArbitrary(), text =>
        {
            var body = Documents.S3Put.Replace("red+flowers/%C3%BCber%2Bmorgen.jpg", WebUtility.UrlEncode(text), StringComparison.Ordinal);
            Assert.Equal(text, S3Event.Read(Documents.In(body)).Records[0].Key);
        }));
    }

    [Theory]
    [InlineData("0055AED6DCD90281E5", "0055AED6DCD90281E5", 0)]
    [InlineData("0055AED6DCD90281E5", "0055AED6DCD90281E6", -1)]
    [InlineData("0055AED6DCD90281E500", "0055AED6DCD90281E5", 0)]
    [InlineData("0055AED6DCD9", "0055AED6DCD90281E5", -1)]
    [InlineData("61", "0055AED6DCD90281E5", 1)]
    [InlineData("a1", "A0", 1)]
    [InlineData(null, "A0", null)]
    public void CompareOrder_PadsTheShorterSequencer(string? one, string other, int? sign)
    {
        var record = S3Event.Read(Documents.In(Documents.S3Put)).Records[0];
        Assert.Equal(sign, Sign((record with { Sequencer = one }).CompareOrder(record with { Sequencer = other })));
        Assert.Equal(-sign, Sign((record with { Sequencer = other }).CompareOrder(record with { Sequencer = one })));
        Assert.Null(record.CompareOrder(record with { Key = "other" }));
    }

    [Fact]
    public void ToString_TellsNoKey() =>
        Assert.DoesNotContain("flowers", S3Event.Read(Documents.In(Documents.S3Put)).ToString() + S3Event.Read(Documents.In(Documents.S3Put)).Records[0], StringComparison.Ordinal);

    private static int? Sign(int? order) => order is null ? null : Math.Sign(order.Value);
}
