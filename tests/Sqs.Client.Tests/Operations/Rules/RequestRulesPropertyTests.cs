using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.Operations;
using static Sqs.Client.Tests.Operations.Rules.RequestRulesTests;

namespace Sqs.Client.Tests.Operations.Rules;

/// <summary>Over any text: what is allowed is accepted, and one forbidden character is found where it stands.</summary>
public sealed class RequestRulesPropertyTests
{
    private static readonly Gen<Rune> AllowedRunes = Gen.OneOf(
        Gen.Elements('\t', '\n', '\r').Select(unit => new Rune(unit)),
        Gen.Choose(0x20, 0x7F).Select(value => new Rune(value)),
        Gen.Choose(0x80, 0xD7FF).Select(value => new Rune(value)),
        Gen.Choose(0xE000, 0xFFFD).Select(value => new Rune(value)),
        Gen.Choose(0x10000, 0x10FFFF).Select(value => new Rune(value)));

    private static readonly Arbitrary<Rune[]> AllowedTexts = AllowedRunes.NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary();

    private static readonly Gen<int> ForbiddenCharacters = Gen.OneOf(
        Gen.Choose(0, 0x1F).Where(value => value is not (0x9 or 0xA or 0xD)), Gen.Elements(0xFFFE, 0xFFFF));

    private static readonly Gen<byte[]> BrokenUtf8 = Gen.Elements<byte[]>([0x80], [0xC0, 0x80], [0xFF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8]);

    [Fact]
    public void AllowedText_IsAccepted() => Prop.ForAll(AllowedTexts, runes =>
    {
        var text = Text(runes);
        Accepted(RequestRules.SendMessage, Body(text));
        Accepted(RequestRules.SendMessage, Body(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(Encoding.UTF8.GetByteCount(text), MessageSize.Of(Body(text)));
        Assert.Equal(MessageSize.Of(Body(text)), MessageSize.Of(Body(Encoding.UTF8.GetBytes(text))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void OneForbiddenCharacter_IsRefusedWhereItStands() => Prop.ForAll(
        AllowedTexts, ForbiddenCharacters.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (runes, forbidden, place) =>
        {
            var (before, after) = Split(runes, place);
            var text = before + (char)forbidden + after;
            Refused(RequestRules.SendMessage, Body(text), "MessageBody", before.Length);
            Refused(RequestRules.SendMessage, Body(Encoding.UTF8.GetBytes(text)), "MessageBody", Encoding.UTF8.GetByteCount(before));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void OneLoneSurrogate_IsRefusedWhereItStands() => Prop.ForAll(
        AllowedTexts, Gen.Choose(0xD800, 0xDFFF).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (runes, surrogate, place) =>
        {
            var (before, after) = Split(runes, place);
            Refused(RequestRules.SendMessage, Body(before + (char)surrogate + after), "MessageBody", before.Length);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void BrokenUtf8_IsRefusedWhereItStands() => Prop.ForAll(
        AllowedTexts, BrokenUtf8.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (runes, broken, place) =>
        {
            var (before, after) = Split(runes, place);
            byte[] bytes = [.. Encoding.UTF8.GetBytes(before), .. broken, .. Encoding.UTF8.GetBytes(after)];
            Refused(RequestRules.SendMessage, Body(bytes), "MessageBody", Encoding.UTF8.GetByteCount(before));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyDecimal_IsANumber() => Prop.ForAll(ArbMap.Default.ArbFor<decimal>(), value => Accepted(
        RequestRules.SendMessage,
        Body("x") with { MessageAttributes = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal) { ["n"] = MessageAttributeValue.Number(value) } }))
        .QuickCheckThrowOnFailure();

    private static SendMessageRequest Body(MessageBody body) => new() { QueueUrl = Standard, MessageBody = body };

    private static string Text(IEnumerable<Rune> runes) => string.Concat(runes);

    private static (string Before, string After) Split(Rune[] runes, int place)
    {
        var at = place % (runes.Length + 1);
        return (Text(runes[..at]), Text(runes[at..]));
    }
}
