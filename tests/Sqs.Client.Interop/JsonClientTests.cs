using Sqs.Client.Interop.Peers;

namespace Sqs.Client.Interop;

/// <summary>Clients that nobody here wrote and that speak AWS JSON, against our server with signatures checked.</summary>
public sealed class JsonClientTests
{
    private const string JavaScriptSdk = "@aws-sdk/client-sqs";

    private const string SpeaksJson =
        "import boto3,sys; sys.exit(boto3.client('sqs',region_name='x').meta.service_model.metadata['protocol'] != 'json')";

    [Fact]
    public async Task Boto3_WorkingThroughOurServer_SeesWhatSqsWouldShow()
    {
        var python = await Programs.PythonAsync("boto3 since 1.31.81 (it speaks JSON)", "SQS_PEER_JSON_PYTHON", SpeaksJson);
        await Boto3Steps.RunAsync(python, "json", new Dictionary<string, object?>());
    }

    [Fact]
    public async Task AwsCli_WorkingThroughOurServer_SendsReceivesAndDeletes() => await AwsCliSteps.RunAsync(
        await Programs.OnPathAsync("AWS CLI since 1.29.81 or 2.14 (they speak JSON)", "aws", "--version", SpeaksJsonByVersion));

    [Fact]
    public async Task JavaScriptSdk_WorkingThroughOurServer_SeesWhatSqsWouldShow() =>
        await JavaScriptSdkSteps.WorkAsync(await NpmPackages.Node22Async(), JavaScriptSdk, "json");

    [Fact]
    public async Task JavaScriptSdk_RefusedByOurServer_ThrowsTheExceptionsOfSqs() =>
        await JavaScriptSdkSteps.FailAsync(await NpmPackages.Node22Async(), JavaScriptSdk);

    [Fact]
    public async Task SqsConsumer_WorkingOnOurServer_HandlesEveryMessageAndSeesFailuresAgain() => await NodeSteps.RunAsync(
        await NpmPackages.Node22Async(), "sqs-consumer", ["consumer_steps.mjs"],
        "one by one, a failure comes back", "in batches, what is not acknowledged comes back", "fifo in order", "a heartbeat keeps a message hidden");

    [Fact]
    public async Task SqsProducer_SendingToOurServer_LearnsWhatWasSent() => await NodeSteps.RunAsync(
        await NpmPackages.Node22Async(), "sqs-producer", ["producer_steps.mjs"],
        "many texts in batches", "attributes and delays", "fifo in order", "a batch that fails in part", "an unknown queue");

    private static bool SpeaksJsonByVersion(string output)
    {
        var version = AwsCliSteps.VersionOf(output);
        return version.Major < 99 && (version.Major == 1 ? version >= new Version(1, 29, 81) : version >= new Version(2, 14));
    }
}
