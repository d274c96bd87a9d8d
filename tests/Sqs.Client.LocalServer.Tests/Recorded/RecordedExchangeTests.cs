using System.Text.Json;
using System.Xml.Linq;

namespace Sqs.Client.LocalServer.Tests.Recorded;

/// <summary>
/// Replays what real SDKs sent to another faithful server, in order, and holds our answers against the recorded ones: the same status,
/// and all element names that were recorded. Receipt handles of then are exchanged for those of now.
/// </summary>
public sealed class RecordedExchangeTests
{
    [Theory]
    [InlineData("boto3-1.26-query.jsonl")]
    [InlineData("awscli-2.9-query.jsonl")]
    [InlineData("js-3.445-query.jsonl")]
    public async Task Exchanges_OfAnSdk_AreAnsweredAsRecorded(string file)
    {
        await using var server = await TestServer.StartAsync();
        var handles = new Dictionary<string, string>(StringComparer.Ordinal);
        var replayed = 0;
        foreach (var line in SharedMaterial.Lines("vectors", "wire", file))
        {
            using var exchange = JsonDocument.Parse(line);
            var recorded = exchange.RootElement.GetProperty("r");
            var form = exchange.RootElement.GetProperty("b").GetString()!;
            foreach (var (then, now) in handles)
            {
                form = form.Replace(Uri.EscapeDataString(then), Uri.EscapeDataString(now), StringComparison.Ordinal);
            }

            var answer = await AnswerAsync(server, form, exchange.RootElement.GetProperty("p").GetString()!);
            var where = $"{file} {replayed}: {form}\n{answer.Text}";
            Assert.True(recorded.GetProperty("s").GetInt32() == answer.Status, where);
            var expected = XElement.Parse(recorded.GetProperty("b").GetString()!);
            Assert.True(expected.Name == answer.Xml.Name, where);
            var missing = Names(expected).Except(Names(answer.Xml), StringComparer.Ordinal).ToList();
            Assert.True(missing.Count == 0, $"missing {string.Join(',', missing)}\n{where}\n{expected}");
            Assert.True(expected.Descendants().FirstOrDefault(element => element.Name.LocalName is "Code")?.Value == answer.One("Code"), where);
            Assert.True(Digests(expected).SequenceEqual(Digests(answer.Xml), StringComparer.Ordinal), $"{where}\n{expected}");
            Pair(expected, answer.Xml, handles);
            replayed++;
        }

        Assert.True(replayed >= 17, $"{replayed} exchanges");
    }

    /// <summary>Sends, and moves the clock as long as the server waits for something.</summary>
    private static async Task<Answer> AnswerAsync(TestServer server, string form, string path)
    {
        var answer = server.PostAsync(form, path);
        while (await Task.WhenAny(answer, Task.Delay(10)) != answer)
        {
            if (server.Server.WaitingPolls > 0)
            {
                server.Clock.Advance(TimeSpan.FromMilliseconds(500));
            }
        }

        return await answer;
    }

    private static IEnumerable<string> Names(XElement xml) => xml.Descendants().Select(element => element.Name.LocalName).Distinct(StringComparer.Ordinal);

    /// <summary>The digests of bodies and attributes, in any order: a batch may come back in another one.</summary>
    private static IEnumerable<string> Digests(XElement xml) =>
        xml.Descendants().Where(element => element.Name.LocalName.StartsWith("MD5", StringComparison.Ordinal)).Select(element => element.Value).Order(StringComparer.Ordinal);

    private static void Pair(XElement recorded, XElement ours, Dictionary<string, string> handles)
    {
        foreach (var (then, now) in Handles(recorded).Zip(Handles(ours)))
        {
            handles[then] = now;
        }

        static IEnumerable<string> Handles(XElement xml) => xml.Descendants().Where(element => element.Name.LocalName is "ReceiptHandle").Select(element => element.Value);
    }
}
