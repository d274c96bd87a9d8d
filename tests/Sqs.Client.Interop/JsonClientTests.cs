using Sqs.Client.Interop.Peers;

namespace Sqs.Client.Interop;

/// <summary>Clients that nobody here wrote and that speak AWS JSON, against our server with signatures checked.</summary>
public sealed class JsonClientTests
{
    private const string SpeaksJson =
        "import boto3,sys; sys.exit(boto3.client('sqs',region_name='x').meta.service_model.metadata['protocol'] != 'json')";

    [Fact]
    public async Task Boto3_WorkingThroughOurServer_SeesWhatSqsWouldShow()
    {
        var python = await Programs.PythonAsync("boto3 since 1.31.81 (it speaks JSON)", "SQS_PEER_JSON_PYTHON", SpeaksJson);
        await Boto3Steps.RunAsync(python, "json", new Dictionary<string, object?>());
    }
}
