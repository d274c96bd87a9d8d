using Spectre.Console;

namespace Sqs.Client.Tool.Tests;

public sealed class ProgramTests
{
    /// <summary>As no-color.org has it: any text but the empty one.</summary>
    [Theory]
    [InlineData(null, ColorSystemSupport.Detect)]
    [InlineData("", ColorSystemSupport.Detect)]
    [InlineData("1", ColorSystemSupport.NoColors)]
    [InlineData("false", ColorSystemSupport.NoColors)]
    public void Colours_AreLeftOut_WhereNobodyWantsThem(string? value, ColorSystemSupport colours) =>
        Assert.Equal(colours, Program.Colours(name => name is "NO_COLOR" ? value : "set"));
}
