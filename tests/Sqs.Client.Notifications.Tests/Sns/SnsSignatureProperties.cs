using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Notifications.Tests.Sns;

public sealed class SnsSignatureProperties : IDisposable
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(300);
    private static readonly Gen<string> Text = ArbMap.Default.GeneratorFor<string>().Select(text => new string([.. (text ?? "").Where(unit => !char.IsSurrogate(unit))]));

    private static readonly Gen<SnsNotification> Document =
        from message in Text
        from subject in Text.OrNull()
        from token in Text
        from type in Gen.Elements(SnsMessageType.Notification, SnsMessageType.SubscriptionConfirmation, SnsMessageType.UnsubscribeConfirmation)
        select new SnsNotification
        {
            Type = type,
            MessageId = "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
            TopicArn = "arn:aws:sns:us-west-2:123456789012:MyTopic",
            Subject = type is SnsMessageType.Notification ? subject : null,
            Message = message,
            TimestampText = "2012-04-26T20:45:04.751Z",
            Token = type is SnsMessageType.Notification ? null : token,
            SubscribeURL = type is SnsMessageType.Notification ? null : "https://sns.us-west-2.amazonaws.com/?Token=" + token,
        };

    private readonly Signer _signer = new();
    private readonly SnsSignatureVerifier _verifier;

    public SnsSignatureProperties() =>
        _verifier = new SnsSignatureVerifier(_signer.Certificate, new SnsSignatureOptions { TimeProvider = new VirtualClock(Signer.Start.AddDays(1)) });

    public void Dispose()
    {
        _verifier.Dispose();
        _signer.Dispose();
    }

    [Fact]
    public void Document_IsVerified_AndAnyChangeOfASignedMemberIsNot()
    {
        var cases = from document in Document from place in Gen.Choose(0, 1_000_000) from version in Gen.Elements("1", "2") select (document, place, version);
        Check.One(Thorough, Prop.ForAll(cases.ToArbitrary(), it =>
        {
            var signed = _signer.Sign(it.document, it.version);
            Assert.Null(Failure(signed));
            foreach (var changed in Changes(signed, it.place))
            {
                Assert.NotNull(Failure(changed));
            }
        }));
    }

    /// <summary>The document with one unit of one member flipped, for each member that is signed and for the signature.</summary>
    private static IEnumerable<SnsNotification> Changes(SnsNotification signed, int place)
    {
        yield return signed with { Message = Flip(signed.Message, place) };
        yield return signed with { MessageId = Flip(signed.MessageId, place) };
        yield return signed with { TimestampText = Flip(signed.TimestampText, place) };
        yield return signed with { TopicArn = Flip(signed.TopicArn, place) };
        yield return signed with { Type = (SnsMessageType)(((int)signed.Type + 1 + (place % 2)) % 3) };
        var signature = Convert.FromBase64String(signed.Signature!);
        signature[place % signature.Length] ^= (byte)(1 << (place % 8));
        yield return signed with { Signature = Convert.ToBase64String(signature) };
        yield return signed with { Signature = Convert.ToBase64String(signature.AsSpan(1)) };
        if (signed.Type is SnsMessageType.Notification)
        {
            yield return signed with { Subject = signed.Subject is null ? "new" : place % 2 == 0 ? null : Flip(signed.Subject, place) };
        }
        else
        {
            yield return signed with { Token = Flip(signed.Token!, place) };
            yield return signed with { SubscribeURL = Flip(signed.SubscribeURL!, place) };
        }
    }

    private static string Flip(string text, int place)
    {
        if (text.Length == 0)
        {
            return "x";
        }

        var units = text.ToCharArray();
        units[place % units.Length] ^= (char)(1 << (place % 7));
        return new string(units);
    }

    private SnsSignatureFailure? Failure(SnsNotification document)
    {
        // The verifier has its certificate: nothing is waited for.
        var verified = _verifier.VerifyAsync(document);
        Assert.True(verified.IsCompleted);
        return verified.Exception?.InnerException switch
        {
            null => null,
            SnsSignatureException refused => refused.Reason,
            var other => throw other,
        };
    }
}
