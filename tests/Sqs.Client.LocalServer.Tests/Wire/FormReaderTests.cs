using System.Text;
using System.Text.Json;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Tests.Wire;

public sealed class FormReaderTests
{
    [Theory]
    [InlineData("a=1&b=2", "a|1|b|2")]
    [InlineData("a+b=c+d%20e%2B", "a b|c d e+")]
    [InlineData("a=%E2%9C%93%f0%9f%98%80", "a|✓😀")]
    [InlineData("a=b=c&&d", "a|b=c|d|")]
    [InlineData("a=100%&b=%zz%4", "a|100%|b|%zz%4")]
    [InlineData("", "")]
    public void Form_Read_GivesDecodedPairs(string form, string expected) =>
        Assert.Equal(expected, string.Join('|', Read(form).SelectMany(pair => new[] { pair.Key, pair.Value })));

    [Fact]
    public void Form_OfEveryVector_GivesThePairsThatWereWritten()
    {
        var bodies = 0;
        foreach (var line in SharedMaterial.Lines("vectors", "query-requests.jsonl"))
        {
            using var vector = JsonDocument.Parse(line);
            var expected = vector.RootElement.GetProperty("pairs").EnumerateArray().Select(pair => KeyValuePair.Create(pair[0].GetString()!, pair[1].GetString()!));
            Assert.Equal(expected, Read(vector.RootElement.GetProperty("body").GetString()!));
            bodies++;
        }

        Assert.Equal(460, bodies);
    }

    private static List<KeyValuePair<string, string>> Read(string form)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        FormReader.Read(Encoding.UTF8.GetBytes(form), pairs);
        return pairs;
    }
}
