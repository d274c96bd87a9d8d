namespace Sqs.Client.Tests.Transport;

/// <summary>Tests that measure or listen to the whole process, and so run while no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
