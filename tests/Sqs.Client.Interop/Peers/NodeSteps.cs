using System.Text.Json;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Interop.Peers;

/// <summary>Works through our server with a client for Node, signatures checked: a script reports each step, and all have to be well.</summary>
internal static class NodeSteps
{
    private static readonly LocalAccessKey Plain = new("AKIAPLAIN", "plain/secret+==");
    private static readonly LocalAccessKey Temporary = new("ASIATEMPORARY", "other/secret+==", "token/with+all&kinds=of*characters~!");

    /// <summary>Errors that our server has no reason for; faults make them up.</summary>
    private static readonly (string Queue, string Shape, string Code, int Status)[] Injected =
    [
        ("f0", "InvalidIdFormat", "InvalidIdFormat", 400),
        ("f1", "InvalidSecurity", "InvalidSecurity", 403),
        ("f2", "MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight", 400),
        ("f3", "RequestThrottled", "RequestThrottled", 403),
        ("f4", "KmsAccessDenied", "KMS.AccessDeniedException", 400),
        ("f5", "KmsDisabled", "KMS.DisabledException", 400),
        ("f6", "KmsInvalidKeyUsage", "KMS.InvalidKeyUsageException", 400),
        ("f7", "KmsInvalidState", "KMS.InvalidStateException", 400),
        ("f8", "KmsNotFound", "KMS.NotFoundException", 400),
        ("f9", "KmsOptInRequired", "KMS.OptInRequired", 403),
        ("f10", "KmsThrottled", "KMS.ThrottlingException", 400),
        ("f11", "AccessDeniedException", "AccessDenied", 403),
    ];

    public static string[] InjectedErrors { get; } = [.. Injected.Select(error => $"{error.Shape} {error.Code}")];

    /// <summary>Runs a script and holds what it reported against the steps that it must have done, in their order.</summary>
    public static async Task RunAsync(string node, string package, string[] script, params string[] expected)
    {
        var folder = NpmPackages.FolderOf(package);
        var log = new FailureLog();
        await using var server = await LocalSqs.StartAsync(Options(log, TimeProvider.System));
        await using var later = await LocalSqs.StartAsync(Options(log, new VirtualClock(TimeProvider.System.GetUtcNow().AddHours(1))));
        _ = server.Faults.AddRange(Injected.Select(error => new FaultRule { Queue = error.Queue, Fault = Fault.Error(error.Code, error.Status) }));
        _ = server.Faults.Add(new FaultRule { Queue = "throttled", Fault = Fault.Throttle(), Times = 2 });

        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Scripts", script[0]), .. script[1..]];
        var (_, output) = await Child.RunAsync(node, arguments, TimeSpan.FromSeconds(120), Environment(server, later, folder));
        var reported = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.True(reported.SequenceEqual(expected.Select(step => $"ok {step}"), StringComparer.Ordinal), output);
        Assert.Empty(log.Failures);
    }

    private static LocalSqsOptions Options(FailureLog log, TimeProvider time) => new() { LoggerFactory = log, TimeProvider = time, AccessKeys = { Plain, Temporary } };

    private static Dictionary<string, string> Environment(LocalSqs server, LocalSqs later, string folder) => new()
    {
        ["SQS_PEER_NPM"] = folder,
        ["SQS_ENDPOINT"] = server.Endpoint.AbsoluteUri,
        ["SQS_LATER_ENDPOINT"] = later.Endpoint.AbsoluteUri,
        ["SQS_REGION"] = server.Region,
        ["SQS_KEY"] = Plain.AccessKeyId,
        ["SQS_SECRET"] = Plain.SecretAccessKey,
        ["SQS_TEMPORARY_KEY"] = Temporary.AccessKeyId,
        ["SQS_TEMPORARY_SECRET"] = Temporary.SecretAccessKey,
        ["SQS_TEMPORARY_TOKEN"] = Temporary.SessionToken!,
        ["SQS_FAULTS"] = JsonSerializer.Serialize(Injected.Select(error => new { error.Queue, error.Shape, error.Code, error.Status })),
        ["NODE_NO_WARNINGS"] = "1",
    };
}
