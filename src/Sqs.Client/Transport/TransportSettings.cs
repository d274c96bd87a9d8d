using Sqs.Client.Protocol;
using Sqs.Client.Signing;

namespace Sqs.Client.Transport;

/// <summary>What the transport needs to know, frozen when a client is made.</summary>
internal sealed record TransportSettings
{
    public required SqsProtocol Protocol { get; init; }

    public required Uri Endpoint { get; init; }

    public required string Region { get; init; }

    /// <summary>True when the user set the endpoint.</summary>
    public required bool IsCustomEndpoint { get; init; }

    public required ICredentialsSource Credentials { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Random numbers from 0 to below 1.</summary>
    public required Func<double> Random { get; init; }

    /// <summary>The most long polls at once; null where it is not known how many connections there are.</summary>
    public int? MostPolls { get; init; }

    public required int MaxAttempts { get; init; }

    public required bool ResendUnknownSends { get; init; }

    public required TimeSpan AttemptTimeout { get; init; }

    public required TimeSpan CallTimeout { get; init; }

    public required bool CorrectClockSkew { get; init; }

    /// <summary>Null when verification is switched off.</summary>
    public required Checksums? Checksums { get; init; }

    public required string UserAgent { get; init; }

    /// <summary>Strategies of the user around the whole call, the standard retry included.</summary>
    public required Action<Polly.ResiliencePipelineBuilder<SqsAttempt>>? ConfigureCalls { get; init; }

    /// <summary>Strategies of the user around each attempt.</summary>
    public required Action<Polly.ResiliencePipelineBuilder<SqsAttempt>>? ConfigureAttempts { get; init; }
}
