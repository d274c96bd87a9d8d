using Microsoft.Extensions.Logging;
using Sqs.Client.LocalServer.Access;

namespace Sqs.Client.LocalServer;

/// <summary>How a <see cref="LocalSqs"/> runs. The defaults suit a test: a free port, checked signatures, the system's clock.</summary>
public sealed class LocalSqsOptions
{
    /// <summary>
    /// The region of requests that name none; <c>us-east-1</c> by default. A signed request names one in its credential scope, and queues of
    /// different regions know nothing of each other.
    /// </summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>The regions that signatures may be scoped to. When empty, the default, any region.</summary>
    public IList<string> Regions { get; } = [];

    /// <summary>The account of access keys that name none, and of unsigned requests where signatures are not verified, 12 digits; <c>000000000000</c> by default.</summary>
    public string AccountId { get; set; } = "000000000000";

    /// <summary>Whether the server listens on 127.0.0.1; true by default. Without, it is reached by <see cref="LocalSqs.CreateHandler"/> only.</summary>
    public bool Listen { get; set; } = true;

    /// <summary>The port on 127.0.0.1; 0, the default, takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>The clock of everything that the server does; pass a <see cref="VirtualClock"/> to move it by hand.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Whether requests must carry a valid Signature Version 4; true by default.</summary>
    public bool VerifySignatures { get; set; } = true;

    /// <summary>The access keys that are accepted. When empty, the default, one key is made up: <see cref="LocalSqs.AccessKeyId"/>.</summary>
    public IList<LocalAccessKey> AccessKeys { get; } = [];

    /// <summary>A pause before each answer, on the real clock whatever <see cref="TimeProvider"/> says; none by default.</summary>
    public TimeSpan? Latency { get; set; }

    /// <summary>What the rates of <see cref="LocalSqs.Faults"/> are drawn by, so that a run repeats; 1 by default.</summary>
    public int FaultSeed { get; set; } = 1;

    /// <summary>How many of the latest requests <see cref="LocalSqs.Requests"/> keeps; 1000 by default, 0 for none.</summary>
    public int KeptRequests { get; set; } = 1000;

    /// <summary>
    /// Called once before the server answers anybody, to create queues by <see cref="LocalSqs.CreateQueue"/> for example; by default nothing is
    /// done. What it throws ends the start. It must not send requests to the server.
    /// </summary>
    public Action<LocalSqs>? Prepare { get; set; }

    /// <summary>Where the server logs what fails inside it; nowhere by default.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Refuses settings that the server cannot run with.</summary>
    internal void Check()
    {
        if (!AwsNames.IsRegion(Region) || !Regions.All(AwsNames.IsRegion) || TimeProvider is null)
        {
            throw new ArgumentException("A region (lower-case letters, digits, hyphens) and a time provider are needed.", "options");
        }

        if (!AwsNames.IsAccount(AccountId))
        {
            throw new ArgumentException("The account id has to be 12 digits.", "options");
        }
    }
}
