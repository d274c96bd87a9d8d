using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Sqs.Client.Notifications.Tests.Root;

public sealed class NotificationEnvelopeTests
{
    private static readonly string[] All =
    [
        Documents.Notification, Documents.Confirmation, Documents.Bridged, Documents.S3Put, Documents.S3Restored, Documents.S3Test, Documents.S3Bridged, Documents.Offer,
        Documents.Wrapped(Documents.S3Put), Documents.Wrapped(Documents.S3Bridged), Documents.Wrapped(Documents.Offer), Documents.Wrapped("Hello"),
    ];

    [Theory]
    [InlineData(Documents.Notification, NotificationKind.Sns)]
    [InlineData(Documents.Confirmation, NotificationKind.Sns)]
    [InlineData(Documents.Bridged, NotificationKind.EventBridge)]
    [InlineData(Documents.S3Put, NotificationKind.S3)]
    [InlineData(Documents.S3Test, NotificationKind.S3)]
    [InlineData(Documents.S3Bridged, NotificationKind.S3)]
    [InlineData(Documents.Offer, NotificationKind.Marketplace)]
    [InlineData("", NotificationKind.Other)]
    [InlineData("Hello", NotificationKind.Other)]
    [InlineData("{\"order\":7}", NotificationKind.Other)]
    [InlineData("{\"Records\":[]}", NotificationKind.Other)]
    [InlineData("{\"Records\":[{\"eventSource\":\"aws:ses\"}]}", NotificationKind.Other)]
    [InlineData("{\"Records\":[5]}", NotificationKind.Other)]
    [InlineData("{\"Records\":[{\"\\ud800eventSource\":1}]}", NotificationKind.Other)]
    [InlineData("{\"\\ud800\":1}", NotificationKind.Other)]
    [InlineData("<order/>", NotificationKind.Other)]
    [InlineData("<order", NotificationKind.Other)]
    public void Read_KnowsWhatLiesInside(string body, NotificationKind kind)
    {
        var plain = NotificationEnvelope.Read(Documents.In(body));
        Assert.Equal(kind, plain.Kind);
        Assert.Equal(kind is NotificationKind.Sns, plain.Sns is not null);
        if (kind is not NotificationKind.Sns)
        {
            var wrapped = NotificationEnvelope.Read(Documents.In(Documents.Wrapped(body), isUtf8: true));
            Assert.Equal(kind is NotificationKind.Other ? NotificationKind.Sns : kind, wrapped.Kind);
            Assert.Equal(body, wrapped.Sns!.Message);
            Assert.Equal((plain.S3 is null, plain.EventBridge is null, plain.Marketplace is null), (wrapped.S3 is null, wrapped.EventBridge is null, wrapped.Marketplace is null));
        }
    }

    [Fact]
    public void Read_OfS3ThroughEventBridge_TellsBoth()
    {
        var read = NotificationEnvelope.Read(Documents.In(Documents.S3Bridged));
        Assert.Equal("Object Created", read.EventBridge!.DetailType);
        Assert.Equal("a+b %41.txt", read.S3!.Records[0].Key);
        Assert.Equal(NotificationKind.EventBridge, NotificationEnvelope.Read(Documents.In(Documents.S3Bridged.Replace("\"bucket\"", "\"bracket\"", StringComparison.Ordinal))).Kind);
    }

    [Fact]
    public void CutAndDamagedDocuments_EndInTheTypedExceptionAlone()
    {
        var cases = from body in Gen.Elements(All)
                    from cut in Gen.Choose(0, 4000)
                    from place in Gen.Choose(0, 4000)
                    from value in Gen.Choose(0, 255)
                    from kind in Gen.Choose(0, 3)
                    select Damage(Encoding.UTF8.GetBytes(body), cut, place, (byte)value, kind);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(4000), Prop.ForAll(cases.ToArbitrary(), Refuse));
    }

    [Fact]
    public void Garbage_EndsInTheTypedExceptionAlone()
    {
        var words = Gen.Elements(All.SelectMany(body => body.Split(' ', '\n', '"')).Where(word => word.Length > 0).Concat(["{", "}", "[", "]", ",", ":", "\"", "\\ud800", "null", "1e999", "<", ">", "</", "&#0;", "<!DOCTYPE", "\0"]).ToArray());
        var bodies = words.ListOf().Select(list => Encoding.UTF8.GetBytes(string.Join(' ', list)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(80), Prop.ForAll(bodies.ToArbitrary(), Refuse));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(ArbMap.Default.GeneratorFor<byte[]>().ToArbitrary(), Refuse));
    }

    private static byte[] Damage(byte[] body, int cut, int place, byte value, int kind) => kind switch
    {
        0 => body[..Math.Min(cut, body.Length)],
        1 => [.. body[..(place % body.Length)], value, .. body[(place % body.Length)..]],
        2 => [.. body[..(place % body.Length)], value, .. body[((place % body.Length) + 1)..]],
        _ => [.. body[..(place % body.Length)], .. body[Math.Min(body.Length, (place % body.Length) + (cut % 50))..]],
    };

    private static void Refuse(byte[] body)
    {
        var message = new Message { BodyUtf8 = body };
        Action<Message>[] readers =
        [
            it => _ = NotificationEnvelope.Read(it), it => _ = SnsNotification.Read(it), it => _ = SnsNotification.TryRead(it, out _),
            it => _ = EventBridgeEvent.Read(it), it => _ = S3Event.Read(it), it => _ = MarketplaceNotification.Read(it), it => _ = MarketplaceNotification.UniqueIdOf(it),
        ];
        foreach (var read in readers)
        {
            try
            {
                read(message);
            }
            catch (NotificationFormatException refused)
            {
                Assert.NotEmpty(refused.Place);
                Assert.Null(refused.InnerException);
            }
        }
    }
}
