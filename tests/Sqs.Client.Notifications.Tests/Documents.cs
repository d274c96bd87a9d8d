using System.Text;

namespace Sqs.Client.Notifications.Tests;

/// <summary>Documents in the shapes that AWS documents.</summary>
internal static class Documents
{
    public const string Notification = """
        {
          "Type" : "Notification",
          "MessageId" : "63a3f6b6-d533-4a47-aef9-fcf5cf758c76",
          "TopicArn" : "arn:aws:sns:us-west-2:123456789012:MyTopic",
          "Subject" : "Testing publish to subscribed queues",
          "Message" : "Hello \"world\"!\nGrüße 😀",
          "Timestamp" : "2012-03-29T05:12:16.901Z",
          "SignatureVersion" : "1",
          "Signature" : "EXAMPLEnTrFPa3=",
          "SigningCertURL" : "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem",
          "UnsubscribeURL" : "https://sns.us-west-2.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:us-west-2:123456789012:MyTopic:c7fe3a54-ab0e-4ec2-88e0-db410a0f2bee",
          "MessageAttributes" : {
            "store" : {"Type":"String","Value":"example_corp"},
            "price" : {"Type":"Number","Value":"100.5"},
            "tags" : {"Type":"String.Array","Value":"[\"a\",\"b\"]"},
            "picture" : {"Type":"Binary","Value":"AAEC/w=="}
          }
        }
        """;

    public const string Confirmation = """
        {
          "Type" : "SubscriptionConfirmation",
          "MessageId" : "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
          "Token" : "2336412f37fb687f5d51e6e241d09c805a5a57b30d712f794cc5f6a988666d92768dd60a747ba6f3beb71854e285d6ad02428b09ceece29417f1f02d609c582afbacc99c583a916b9981dd2728f4ae6fdb82efd087cc3b7849e05798d2d2785c03b0879594eeac82c01f235d0e717736",
          "TopicArn" : "arn:aws:sns:us-west-2:123456789012:MyTopic",
          "Message" : "You have chosen to subscribe to the topic arn:aws:sns:us-west-2:123456789012:MyTopic.\nTo confirm the subscription, visit the SubscribeURL included in this message.",
          "SubscribeURL" : "https://sns.us-west-2.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-west-2:123456789012:MyTopic&Token=2336412f37",
          "Timestamp" : "2012-04-26T20:45:04.751Z",
          "SignatureVersion" : "1",
          "Signature" : "EXAMPLEpH+DcEwjAPg8O9mY8dReBSwksfg2S7WKQcikcNKWLQjwu6A4VbeS0QHVCkhRS7fUQvi2egU3N858fiTDN6bkkOxYDVrY0Ad8L10Hs3zH81mtnPk5uvvolIC1CXGu43obcgFxeL3khZl8IKvO61GWB6jI9b5+gLPoBc1Q=",
          "SigningCertURL" : "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem"
        }
        """;

    public const string Bridged = """
        {
          "version": "0",
          "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
          "detail-type": "EC2 Instance State-change Notification",
          "source": "aws.ec2",
          "account": "111122223333",
          "time": "2017-12-22T18:43:48Z",
          "region": "us-west-1",
          "resources": [ "arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0" ],
          "detail": { "instance-id": "i-1234567890abcdef0", "state": "terminated" }
        }
        """;

    public const string S3Put = """
        {
          "Records": [
            {
              "eventVersion": "2.1",
              "eventSource": "aws:s3",
              "awsRegion": "us-west-2",
              "eventTime": "1970-01-01T00:00:00.000Z",
              "eventName": "ObjectCreated:Put",
              "userIdentity": { "principalId": "AIDAJDPLRKLG7UEXAMPLE" },
              "requestParameters": { "sourceIPAddress": "127.0.0.1" },
              "responseElements": { "x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD" },
              "s3": {
                "s3SchemaVersion": "1.0",
                "configurationId": "testConfigRule",
                "bucket": { "name": "amzn-s3-demo-bucket", "ownerIdentity": { "principalId": "A3NL1KOZZKExample" }, "arn": "arn:aws:s3:::amzn-s3-demo-bucket" },
                "object": {
                  "key": "red+flowers/%C3%BCber%2Bmorgen.jpg",
                  "size": 1024,
                  "eTag": "d41d8cd98f00b204e9800998ecf8427e",
                  "versionId": "096fKKXTRTtl3on89fVO.nfljtsv6qko",
                  "sequencer": "0055AED6DCD90281E5"
                }
              }
            }
          ]
        }
        """;

    public const string S3Restored = """
        {
          "Records": [
            {
              "eventVersion": "2.3",
              "eventSource": "aws:s3",
              "awsRegion": "eu-central-1",
              "eventTime": "2024-05-06T07:08:09.123Z",
              "eventName": "ObjectRestore:Completed",
              "userIdentity": { "principalId": "AmazonCustomer:A3NL1KOZZKExample" },
              "requestParameters": { "sourceIPAddress": "s3.amazonaws.com" },
              "responseElements": { "x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8" },
              "s3": {
                "s3SchemaVersion": "1.0",
                "configurationId": "restores",
                "bucket": { "name": "archive", "ownerIdentity": { "principalId": "A3NL1KOZZKExample" }, "arn": "arn:aws:s3:::archive" },
                "object": { "key": "2019/report.pdf", "size": 9007199254740993, "eTag": "d41d8cd98f00b204e9800998ecf8427e", "sequencer": "0055AED6DCD9028" }
              },
              "glacierEventData": { "restoreEventData": { "lifecycleRestorationExpiryTime": "2024-06-01T00:00:00.000Z", "lifecycleRestoreStorageClass": "GLACIER" } },
              "intelligentTieringEventData": { "destinationAccessTier": "ARCHIVE_ACCESS" },
              "lifecycleEventData": { "transitionEventData": { "destinationStorageClass": "GLACIER" } }
            }
          ]
        }
        """;

    public const string S3Test = """
        {
          "Service":"Amazon S3",
          "Event":"s3:TestEvent",
          "Time":"2014-10-13T15:57:02.089Z",
          "Bucket":"amzn-s3-demo-bucket",
          "RequestId":"5582815E1AEA5ADF",
          "HostId":"8cLeGAmw098X5cv4Zkwcmo8vvZa3eH3eKxsPzbB9wrR+YstdA6Knx4Ip8EXAMPLE"
        }
        """;

    public const string S3Bridged = """
        {
          "version": "0",
          "id": "17793124-05d4-b198-2fde-7ededc63b103",
          "detail-type": "Object Created",
          "source": "aws.s3",
          "account": "111122223333",
          "time": "2021-11-12T00:00:00Z",
          "region": "ca-central-1",
          "resources": [ "arn:aws:s3:::amzn-s3-demo-bucket1" ],
          "detail": {
            "version": "0",
            "bucket": { "name": "amzn-s3-demo-bucket1" },
            "object": { "key": "a+b %41.txt", "size": 5, "etag": "b1946ac92492d2347c6235b4d2611184", "version-id": "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e", "sequencer": "617f08299329d189" },
            "request-id": "N4N7GDK58NMKJ12R",
            "requester": "123456789012",
            "source-ip-address": "1.2.3.4",
            "reason": "PutObject"
          }
        }
        """;

    public const string Offer = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Notification>
          <NotificationMetaData>
            <NotificationType>AnyOfferChanged</NotificationType>
            <PayloadVersion>1.0</PayloadVersion>
            <UniqueId>94d5d7c8-0b4c-4b3d-8a0e-5a5c4f8d1234</UniqueId>
            <PublishTime>2023-01-11T00:09:53.109Z</PublishTime>
            <SellerId>A3TH9S8BH6GOGM</SellerId>
            <MarketplaceId>A2EUQ1WTGCTBG2</MarketplaceId>
          </NotificationMetaData>
          <NotificationPayload>
            <AnyOfferChangedNotification>
              <OfferChangeTrigger>
                <ASIN>B00EXAMPLE</ASIN>
                <ItemCondition>new &amp; sealed</ItemCondition>
                <TimeOfOfferChange>2023-01-11T00:09:52.999Z</TimeOfOfferChange>
              </OfferChangeTrigger>
              <Offers><Offer isPrime="true"/><![CDATA[a < b]]></Offers>
            </AnyOfferChangedNotification>
          </NotificationPayload>
        </Notification>
        """;

    /// <summary>A message with a body, as strings or as bytes.</summary>
    public static Message In(string body, bool isUtf8 = false) =>
        isUtf8 ? new Message { MessageId = "m-1", BodyUtf8 = Encoding.UTF8.GetBytes(body) } : new Message { MessageId = "m-1", Body = body };

    /// <summary>The body that a topic makes of what is published.</summary>
    public static string Wrapped(string published) => $$"""
        {
          "Type" : "Notification",
          "MessageId" : "dc1e94d9-56c5-5e96-808d-cc7f68faa162",
          "TopicArn" : "arn:aws:sns:us-east-2:111122223333:MyTopic",
          "Message" : "{{System.Text.Json.JsonEncodedText.Encode(published)}}",
          "Timestamp" : "2021-02-16T21:41:19.978Z",
          "SignatureVersion" : "1",
          "Signature" : "AAAA",
          "SigningCertURL" : "https://sns.us-east-2.amazonaws.com/SimpleNotificationService-010a507c1833636cd94bdb98bd93083a.pem",
          "UnsubscribeURL" : "https://sns.us-east-2.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=arn:aws:sns:us-east-2:111122223333:MyTopic:e1039402-24e7-40a3-a0d4-797da162b297"
        }
        """;
}
