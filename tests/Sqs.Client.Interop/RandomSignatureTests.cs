using System.Globalization;
using System.Text.Json;
using Sqs.Client.Interop.Peers;
using Sqs.Client.Signing;
using Sqs.Client.Signing.Tests;

namespace Sqs.Client.Interop;

/// <summary>Random requests signed by us and by botocore: the two have nothing in common but the rules.</summary>
public sealed class RandomSignatureTests
{
    private const int Count = 20_000;

    [Fact]
    public async Task Signatures_OfTwentyThousandRandomRequests_AreThoseOfBotocore()
    {
        var python = await Programs.PythonAsync("botocore", "SQS_PEER_BOTO3_PYTHON", "import botocore.auth");
        var requests = Enumerable.Range(1_000_000, Count).Select(seed => (Seed: seed, Request: new RandomRequest(seed))).ToList();
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, requests.Select(each => Line(each.Request)), TestContext.Current.CancellationToken);
        var (code, output) = await Child.RunAsync(python, [Path.Combine(AppContext.BaseDirectory, "Scripts", "botocore_signatures.py"), file], TimeSpan.FromSeconds(120));
        File.Delete(file);
        Assert.True(code == 0, output);

        var signed = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Count, signed.Length);
        var presigned = 0;
        foreach (var ((seed, random), line) in requests.Zip(signed))
        {
            var theirs = JsonSerializer.Deserialize<string[]>(line)!;
            var name = string.Create(CultureInfo.InvariantCulture, $"Seed {seed}: ");
            Assert.Equal(name + theirs[0], name + random.Signer.Sign(random.Request, random.Credentials, random.Time).Authorization);
            if (HasNoNameTwice(random))
            {
                var query = random.Signer.Presign(random.Request with { PayloadHash = SigV4Request.EmptyPayloadHash }, random.Credentials, random.Time, random.Expires);
                Assert.Contains("&X-Amz-Signature=" + theirs[1], query, StringComparison.Ordinal);
                presigned++;
            }
        }

        Assert.InRange(presigned, Count / 2, Count);
    }

    /// <summary>Of a name that comes twice in a query to presign, botocore keeps one value.</summary>
    private static bool HasNoNameTwice(RandomRequest random)
    {
        var names = random.Request.Query.Split('&').Select(pair => pair.Split('=')[0]).ToList();
        return names.Distinct(StringComparer.Ordinal).Count() == names.Count;
    }

    private static string Line(RandomRequest random) => JsonSerializer.Serialize(new
    {
        method = random.Request.Method,
        url = $"https://{random.Request.Host}{random.Request.Path}{(random.Request.Query.Length > 0 ? "?" : "")}{random.Request.Query}",
        headers = random.Request.Headers!.Select(header => new[] { header.Key, header.Value }),
        body = random.Body,
        time = random.Time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture),
        region = random.Signer.Region,
        key = random.Credentials.AccessKeyId,
        secret = random.Credentials.SecretAccessKey,
        token = random.Credentials.SessionToken,
        expires = (long)random.Expires.TotalSeconds,
    });
}
