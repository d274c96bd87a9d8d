using Sqs.Client.Signing;

namespace Sqs.Client.Tests.Transport;

public sealed class SqsRequestMessageTests
{
    [Theory]
    [InlineData(false, "POST https://sqs.us-east-1.amazonaws.com")]
    [InlineData(true, "GET https://sqs.us-east-1.amazonaws.com")]
    public async Task TextForm_AsHandlersLogIt_HasNeitherHeadersNorQuery(bool useGet, string expected)
    {
        var texts = new List<string>();
        var handler = new ScriptedHandler((request, _) =>
        {
            texts.Add($"{request}");
            return Answers.Status(400);
        });
        var credentials = new StaticCredentialsSource(new AwsCredentials("AKIDEXAMPLE", "PlantedSecret", "PlantedToken"));
        var engine = new Engine(handler, credentials: credentials);

        await Assert.ThrowsAnyAsync<SqsException>(() => engine.SendAsync("PlantedBody", options: new SqsCallOptions { UseGet = useGet }));

        Assert.Equal(expected, Assert.Single(texts));
    }
}
