namespace Sqs.Client.LocalServer;

/// <summary>The protocols of Amazon SQS.</summary>
public enum LocalProtocol
{
    /// <summary>The Query protocol: form fields in, XML out.</summary>
    Query,

    /// <summary>AWS JSON 1.0.</summary>
    Json,
}
