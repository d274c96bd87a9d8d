using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.LocalServer;
using Sqs.Client.Tool.Local;

namespace Sqs.Client.Tool.Tests.Local;

public sealed class KeyTextTests
{
    private const string Letters = "ABCxyz0189";

    [Fact]
    public void Key_IsReadAsItWasWritten() => Prop.ForAll(
        Text(Letters).ToArbitrary(),
        Text(Letters + "+/=").ToArbitrary(),
        Gen.OneOf(Gen.Constant<string?>(null), Text(Letters + "+/=:").Select(string? (token) => token)).ToArbitrary(),
        (id, secret, token) =>
        {
            var text = token is null ? $"{id}={secret}" : $"{id}={secret}:{token}";
            return KeyText.IsKey(text) && KeyText.Read(text) == new LocalAccessKey(id, secret, token);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("keys.json")]
    [InlineData("./a=b.json")]
    [InlineData("/keys/a=b")]
    [InlineData(@"C:\keys\a=b")]
    public void FileName_IsNoKey(string text) => Assert.False(KeyText.IsKey(text));

    [Theory]
    [InlineData("=S3CRET")]
    [InlineData("S3CRET=")]
    [InlineData("ID=:S3CRET")]
    [InlineData("ID=S3CRET:")]
    public void Key_WithAnEmptyPart_IsRefused_AndNotQuoted(string text)
    {
        var failure = Assert.Throws<ToolException>(() => KeyText.Read(text));
        Assert.Equal(ExitCodes.Misused, failure.ExitCode);
        Assert.DoesNotContain("S3CRET", failure.Message, StringComparison.Ordinal);
    }

    private static Gen<string> Text(string letters) => Gen.Elements(letters.ToCharArray()).NonEmptyListOf().Select(units => string.Concat(units));
}
