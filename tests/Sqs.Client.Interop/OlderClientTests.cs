using Sqs.Client.Interop.Peers;

namespace Sqs.Client.Interop;

/// <summary>Clients that nobody here wrote and that speak Query, against our server with signatures checked.</summary>
public sealed class OlderClientTests
{
    private const string JavaScriptSdk = "client-sqs-query"; // the name that Scripts/package.json gives to the version of 2023

    private const string SpeaksQuery =
        "import boto3,sys; sys.exit(boto3.client('sqs',region_name='x').meta.service_model.metadata['protocol'] != 'query')";

    [Fact]
    public async Task Boto3_WorkingThroughOurServer_SeesWhatSqsWouldShow()
    {
        var python = await Programs.PythonAsync("boto3 before 1.31.81 (the last that speaks Query)", "SQS_PEER_QUERY_PYTHON", SpeaksQuery);
        await Boto3Steps.RunAsync(python, "query", new Dictionary<string, object?> { ["presigned"] = 200, ["presigned_body"] = true });
    }

    [Fact]
    public async Task AwsCli_WorkingThroughOurServer_SendsReceivesAndDeletes()
    {
        var cli = await Programs.OnPathAsync("AWS CLI before 1.29.81 or 2.13 (they speak Query)", "aws", "--version", SpeaksQueryByVersion);
        await AwsCliSteps.RunAsync(cli);
    }

    [Fact]
    public async Task JavaScriptSdk_WorkingThroughOurServer_SeesWhatSqsWouldShow() =>
        await JavaScriptSdkSteps.WorkAsync(await NpmPackages.NodeOnPathAsync(), JavaScriptSdk, "query");

    [Fact]
    public async Task JavaScriptSdk_RefusedByOurServer_ThrowsTheExceptionsOfSqs() =>
        await JavaScriptSdkSteps.FailAsync(await NpmPackages.NodeOnPathAsync(), JavaScriptSdk);

    private static bool SpeaksQueryByVersion(string output)
    {
        var version = AwsCliSteps.VersionOf(output);
        return version < new Version(1, 29, 81) || (version.Major == 2 && version < new Version(2, 13));
    }
}
