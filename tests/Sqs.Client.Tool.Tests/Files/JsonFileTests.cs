using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.Tool.Files;

namespace Sqs.Client.Tool.Tests.Files;

public sealed class JsonFileTests
{
    [Fact]
    public void Values_KnowTheirLines() => Prop.ForAll<NonNull<string>[], byte>((texts, gap) =>
    {
        var breaks = new string('\n', (gap % 4) + 1);
        var written = texts.Select(text => $"{breaks}// comment\n/* {{ */ {JsonSerializer.Serialize(text.Get)}, ");
        var root = JsonFile.Parse("f", Encoding.UTF8.GetBytes($"[{string.Concat(written)}]"));
        var lines = root.Items().Select(item => item.Wrong("x").Message);
        var expected = texts.Select((_, index) => $"f:{((index + 1) * (breaks.Length + 1)) + 1}: [{index}]: x");
        return root.Items().Select(item => item.Text()).SequenceEqual(texts.Select(text => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get))), StringComparer.Ordinal)
            && lines.SequenceEqual(expected, StringComparer.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("", "f:1: is not JSON, at byte 1 of the line.")]
    [InlineData("{\n  \"a\": tSECRET\n}", "f:2: is not JSON, at byte 9 of the line.")]
    [InlineData("{\n  \"a\": \"SECRET\n}", "f:2: is not JSON, at byte 15 of the line.")]
    [InlineData("{}\n\nSECRET", "f:3: is not JSON, at byte 1 of the line.")]
    [InlineData("{ \"a\": 1,\n \"a\": 2 }", "f:2: a: is there twice.")]
    [InlineData("{\n\"a\": \"\\ud800\" }", "f:2: holds a text that is not Unicode.")]
    public void Mistake_IsTold_WithoutQuotingTheFile(string text, string message)
    {
        var failure = Assert.Throws<ToolException>(() => JsonFile.Parse("f", Encoding.UTF8.GetBytes(text)));
        Assert.Equal((message, ExitCodes.Misused), (failure.Message, failure.ExitCode));
    }

    [Fact]
    public void Signature_OfUtf8_IsSkipped() =>
        Assert.Equal("x", JsonFile.Parse("f", (byte[])[0xEF, 0xBB, 0xBF, .. "\"x\""u8]).Text());

    [Fact]
    public void File_ThatIsNotThere_IsNamed()
    {
        Assert.Equal("no/such.json: there is no such file.", Assert.Throws<ToolException>(() => JsonFile.Read("no/such.json")).Message);
        Assert.Equal($"{Path.GetTempPath()}: cannot be read.", Assert.Throws<ToolException>(() => JsonFile.Read(Path.GetTempPath())).Message);
    }
}
