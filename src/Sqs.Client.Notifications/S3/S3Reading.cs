namespace Sqs.Client.Notifications;

/// <summary>Reads the events of Amazon S3 in their three forms.</summary>
internal static class S3Reading
{
    public const string BridgeSource = "aws.s3";

    private const string TestName = "s3:TestEvent";
    private const string DataSuffix = "EventData";

    public static bool IsTest(JsonMembers members) => members.HasText("Event") && members.HasText("Bucket") && members.Text("Event") == TestName;

    /// <summary>True for records of S3; other services send lists of records too.</summary>
    public static bool IsRecords(JsonMembers members) => members.HasListOf("Records", "eventSource", "eventName", "s3");

    /// <summary>True for the events of S3 that speak of an object; others, such as those of CloudTrail, have details of their own.</summary>
    public static bool IsBridged(EventBridgeEvent bridged) =>
        bridged.Source == BridgeSource && JsonMembers.Parse(bridged.Detail.Span, "detail") is var detail && detail.HasObject("bucket") && detail.HasObject("object");

    public static S3TestEvent Test(JsonMembers members) => new(members.Text("Bucket"), members.Time("Time"));

    public static S3EventRecord Record(JsonMembers record)
    {
        var s3 = record.Object("s3");
        var (bucket, target) = (s3.Object("bucket"), s3.Object("object"));
        var rawKey = target.Text("key");
        return new S3EventRecord
        {
            EventVersion = record.Text("eventVersion"),
            EventName = record.Text("eventName"),
            EventTime = record.Time("eventTime"),
            AwsRegion = record.Text("awsRegion"),
            BucketName = bucket.Text("name"),
            BucketArn = bucket.OptionalText("arn"),
            Key = DecodeKey(rawKey),
            RawKey = rawKey,
            Size = target.OptionalNumber("size"),
            ETag = target.OptionalText("eTag"),
            VersionId = target.OptionalText("versionId"),
            Sequencer = target.OptionalText("sequencer"),
            ConfigurationId = s3.OptionalText("configurationId"),
            Requester = record.OptionalObject("userIdentity")?.OptionalText("principalId"),
            SourceIPAddress = record.OptionalObject("requestParameters")?.OptionalText("sourceIPAddress"),
            RequestId = record.OptionalObject("responseElements")?.OptionalText("x-amz-request-id"),
            EventData = record.Names.Where(static name => name.EndsWith(DataSuffix, StringComparison.Ordinal))
                .Where(record.Has).ToDictionary(static name => name, record.Raw, StringComparer.Ordinal),
            Json = record.Json,
        };
    }

    public static S3EventRecord Bridged(EventBridgeEvent bridged)
    {
        var detail = JsonMembers.Parse(bridged.Detail.Span, "detail");
        var (bucket, target) = (detail.Object("bucket"), detail.Object("object"));
        var key = target.Text("key");
        return new S3EventRecord
        {
            EventVersion = detail.OptionalText("event-version") ?? detail.OptionalText("version") ?? "",
            EventName = bridged.DetailType,
            EventTime = bridged.Time,
            AwsRegion = bridged.Region,
            BucketName = bucket.Text("name"),
            BucketArn = bridged.Resources.FirstOrDefault(),
            Key = key,
            RawKey = key,
            Size = target.OptionalNumber("size"),
            ETag = target.OptionalText("etag"),
            VersionId = target.OptionalText("version-id"),
            Sequencer = target.OptionalText("sequencer"),
            Requester = detail.OptionalText("requester"),
            SourceIPAddress = detail.OptionalText("source-ip-address"),
            RequestId = detail.OptionalText("request-id"),
            Json = bridged.Detail,
        };
    }

    /// <summary>As a form is decoded; a percent sign without two digits stands for itself, as in the keys of emulators that do not encode.</summary>
    private static string DecodeKey(string raw) => Uri.UnescapeDataString(raw.Replace('+', ' '));
}
