using System.Globalization;
using Sqs.Client.Tool.Local;

namespace Sqs.Client.Tool.Tests.Local;

public sealed class PauseTests
{
    [Theory]
    [InlineData("20ms", "00:00:00.020")]
    [InlineData("0s", "00:00:00")]
    [InlineData("1.5s", "00:00:01.500")]
    [InlineData("3600s", "01:00:00")]
    public void Time_IsRead(string text, string expected)
    {
        Assert.True(Pause.TryRead(text, out var pause));
        Assert.Equal(TimeSpan.Parse(expected, CultureInfo.InvariantCulture), pause);
    }

    [Theory]
    [InlineData("")]
    [InlineData("20")]
    [InlineData("ms")]
    [InlineData("-1s")]
    [InlineData("1e9s")]
    [InlineData("3601s")]
    [InlineData("99999999999999999999999s")]
    [InlineData("1 s")]
    public void Nonsense_IsRefused(string text) => Assert.False(Pause.TryRead(text, out _));
}
