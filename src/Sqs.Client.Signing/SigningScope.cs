namespace Sqs.Client.Signing;

/// <summary>What a signing key is good for: one day, one region, one service.</summary>
/// <param name="Date">The UTC day as <c>yyyyMMdd</c>.</param>
/// <param name="Region">The region, such as <c>us-east-1</c>.</param>
/// <param name="Service">The service's signing name, such as <c>sqs</c>.</param>
public readonly record struct SigningScope(string Date, string Region, string Service)
{
    internal const string Terminator = "aws4_request";

    /// <summary>The scope as it stands in a credential, such as <c>20150830/us-east-1/sqs/aws4_request</c>.</summary>
    /// <returns>The four parts with slashes.</returns>
    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";
}
