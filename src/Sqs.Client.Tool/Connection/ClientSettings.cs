namespace Sqs.Client.Tool.Connection;

/// <summary>Where a command goes, as whom, and how it shows the answer.</summary>
internal sealed record ClientSettings
{
    public required Uri? Endpoint { get; init; }

    public required bool AllowHttp { get; init; }

    public required string? Region { get; init; }

    public required string? Profile { get; init; }

    public required SqsProtocol Protocol { get; init; }

    public required bool IsJson { get; init; }
}
