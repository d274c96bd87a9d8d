using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sqs.Client.Operations;
using Sqs.Client.Protocol;

namespace Sqs.Client.Tests.Protocol;

#pragma warning disable CA5394 // The seeds make the requests and answers repeatable; they are printed when one fails.

/// <summary>Random requests and answers of all actions: the model says how requests are written, the platform's own reader of XML what answers hold.</summary>
public sealed class RandomWireTests
{
    private static readonly ServiceModel Model = ServiceModel.Load();
    private static readonly string[] Actions = [.. Model.Actions];

    [Fact]
    public void Forms_OfRandomRequests_AreWhatTheModelSays() => Each(1, 4_600, CheckRequest);

    [Fact]
    public void Answers_OfRandomShapes_ReadAsThePlatformReadsThem() => Each(1, 4_600, CheckAnswer);

    [Theory]
    [MemberData(nameof(Cultures.Names), MemberType = typeof(Cultures))]
    public void Wire_InAnyCulture_IsTheSame(string culture) => Cultures.Run(culture, () =>
    {
        Each(100_000, 2_000, CheckRequest);
        Each(100_000, 2_000, CheckAnswer);
    });

    private static void Each(int from, int count, Action<string, Random> check)
    {
        for (var seed = from; seed < from + count; seed++)
        {
            try
            {
                check(Actions[seed % Actions.Length], new Random(seed));
            }
            catch (Exception error)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}, {Actions[seed % Actions.Length]}: {error.Message}"), error);
            }
        }
    }

    private static void CheckRequest(string action, Random random)
    {
        var parameters = JsonSerializer.SerializeToElement(new RandomValues(Model, random).Of(Model.InputOf(action)));
        var expected = Model.Flatten(action, parameters);
        expected.AddRange([new("Action", action), new("Version", "2012-11-05")]);
        expected.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        var request = VectorRequests.Build(action, parameters);

        var inUrl = Write(request, forUrl: true).Split('&').Order(StringComparer.Ordinal);
        Assert.Equal(expected.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}").Order(StringComparer.Ordinal), inUrl);
        var inForm = Write(request, forUrl: false).Split('&').Select(pair => pair.Split('=')).OrderBy(pair => pair[0], StringComparer.Ordinal);
        Assert.Equal(expected, inForm.Select(pair => KeyValuePair.Create(WebUtility.UrlDecode(pair[0]), WebUtility.UrlDecode(pair[1]))));
    }

    private static void CheckAnswer(string action, Random random)
    {
        var answer = new RandomAnswer(Model, random);
        var xml = answer.Of(action);
        switch (random.Next(10))
        {
            case 0:
                var (error, members) = answer.Error();
                ResponseVectorTests.CompareError(new ExpectedMembers(Element(members)), Bytes(error));
                break;
            case 1:
                AssertRefused(action, xml[..random.Next(xml.Length)]);
                break;
            case 2:
                var root = xml.IndexOf('<', xml.StartsWith("<?", StringComparison.Ordinal) ? 1 : 0);
                AssertRefused(action, xml.Insert(root, "<!DOCTYPE r [<!ENTITY e 'x'>]>"));
                break;
            default:
                VectorResponses.Compare(action, Bytes(xml), Element(answer.Read(action, xml)));
                break;
        }
    }

    private static void AssertRefused(string action, string xml)
    {
        Assert.Null(Answers.ReadError(Bytes(xml)));
        _ = Assert.Throws<SqsResponseException>(() => VectorResponses.Read(action, Bytes(xml), null));
    }

    private static string Write(ISqsRequest request, bool forUrl)
    {
        using var target = new ByteBuffer(16);
        SqsOperations.Writer(request).Write(target, forUrl);
        return Encoding.ASCII.GetString(target.Written);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static JsonElement Element(JsonNode node) => JsonSerializer.SerializeToElement(node);
}
