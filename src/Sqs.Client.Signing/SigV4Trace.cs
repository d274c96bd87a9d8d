namespace Sqs.Client.Signing;

/// <summary>Every stage of one signature, so that a failing test vector names its own step. It holds secrets: for tests only.</summary>
internal sealed class SigV4Trace
{
    public string CanonicalRequest { get; set; } = "";

    public string StringToSign { get; set; } = "";

    public string SigningKeyHex { get; set; } = "";

    public string Signature { get; set; } = "";

    public string SignedHeaders { get; set; } = "";
}
