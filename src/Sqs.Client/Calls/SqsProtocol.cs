namespace Sqs.Client;

/// <summary>The protocol that a client speaks. The service takes both; what a call does and how it fails is the same in each.</summary>
public enum SqsProtocol
{
    /// <summary>The Query protocol (API version 2012-11-05): forms, answered with XML, on the queue's own path. The default; all emulators of old speak it.</summary>
    Query,

    /// <summary>AWS JSON 1.0: objects, answered with objects, on the endpoint's root. What today's AWS SDKs speak, and newer emulators alone.</summary>
    Json,
}
