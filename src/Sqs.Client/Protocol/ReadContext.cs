namespace Sqs.Client.Protocol;

/// <summary>What the reading of one answer needs beside its bytes.</summary>
/// <param name="answer">The bytes of the answer; whoever hands out leased bodies detaches them.</param>
/// <param name="metadata">How the answer came about; carried by the response.</param>
/// <param name="checksums">Computes the digests to compare; null when verification is switched off.</param>
internal sealed class ReadContext(ByteBuffer answer, SqsResponseMetadata metadata, Checksums? checksums)
{
    public ByteBuffer Answer => answer;

    public SqsResponseMetadata Metadata => metadata;

    public Checksums? Checksums => checksums;

    /// <summary>The protocol of the request.</summary>
    public SqsProtocol Asked { get; init; }

    /// <summary>How many bodies came without a digest; counted by the telemetry of the call.</summary>
    public int UnverifiedDigests { get; set; }
}
