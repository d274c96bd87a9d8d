using Sqs.Client.LocalServer.Messages;

namespace Sqs.Client.LocalServer.Tests.Messages;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("000123456", "123456")]
    [InlineData("100", "100")]
    [InlineData("1.500", "1.5")]
    [InlineData("1.000", "1")]
    [InlineData("-007.10", "-7.1")]
    [InlineData("+5", "5")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("0", "0")]
    [InlineData("-0.00", "0")]
    [InlineData("1e10", "1e10")]
    [InlineData("010E-3", "10E-3")]
    [InlineData("1e126", "1e126")]
    [InlineData("1e-128", "1e-128")]
    [InlineData("12345678901234567890123456789012345678", "12345678901234567890123456789012345678")]
    [InlineData("0.0012345678901234567890123456789012345678", "0.0012345678901234567890123456789012345678")]
    public void Number_OfTheService_IsStoredTrimmed(string sent, string stored)
    {
        Assert.True(NumberText.TryNormalize(sent, out var text));
        Assert.Equal(stored, text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("one")]
    [InlineData("1,5")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e1.5")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("--1")]
    [InlineData("1e127")]
    [InlineData("12e126")]
    [InlineData("1e-129")]
    [InlineData("1e99999")]
    [InlineData("٣")]
    [InlineData("123456789012345678901234567890123456789")]
    public void Text_ThatIsNoNumber_IsRefused(string sent) => Assert.False(NumberText.TryNormalize(sent, out _));
}
