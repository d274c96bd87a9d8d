namespace Sqs.Client;

/// <summary>Changes of the access policy of a queue.</summary>
public static class SqsPolicies
{
    /// <summary>
    /// Changes the policy of a queue: reads it, changes it, checks it, writes it and reads it again. When something else is read then, all of
    /// it is done again after a pause. A policy that is left without statements is removed.
    /// </summary>
    /// <remarks>
    /// Not atomic: the service has no conditional write, so of two writers at once one may win without the other being told, unless its
    /// policy is read after. The service takes up to 60 s until a policy is felt everywhere (SetQueueAttributes in the Amazon SQS API Reference).
    /// </remarks>
    /// <param name="client">The client to use. It needs the permissions GetQueueAttributes and SetQueueAttributes.</param>
    /// <param name="queueUrl">The URL of the queue, exactly as the service gave it.</param>
    /// <param name="change">
    /// Makes the new policy of the one that is there (<see cref="AccessPolicy.Empty"/> for none). May be called several times; give statements an
    /// id, so that <see cref="AccessPolicy.With"/> replaces what an earlier call added.
    /// </param>
    /// <param name="cancellationToken">Ends the work; the policy may be written all the same.</param>
    /// <returns>The policy as it was read at the end.</returns>
    /// <exception cref="SqsValidationException">The new policy is one that the service would refuse; it was not written.</exception>
    /// <exception cref="PolicyFormatException">The policy that is there cannot be read; nothing was written.</exception>
    /// <exception cref="PolicyConflictException">Each time another policy was read than was written.</exception>
    public static Task<AccessPolicy> UpdatePolicyAsync(
        this ISqsClient client, string queueUrl, Func<AccessPolicy, AccessPolicy> change, CancellationToken cancellationToken = default) =>
        UpdatePolicyAsync(client, queueUrl, change, new PolicyUpdateOptions(), cancellationToken);

    /// <summary>Changes the policy of a queue with attempts, pauses, clock and randomness of your own.</summary>
    /// <inheritdoc cref="UpdatePolicyAsync(ISqsClient, string, Func{AccessPolicy, AccessPolicy}, CancellationToken)"/>
    /// <param name="client">The client to use. It needs the permissions GetQueueAttributes and SetQueueAttributes.</param>
    /// <param name="queueUrl">The URL of the queue, exactly as the service gave it.</param>
    /// <param name="change">Makes the new policy of the one that is there. May be called several times.</param>
    /// <param name="options">How to go about it.</param>
    /// <param name="cancellationToken">Ends the work; the policy may be written all the same.</param>
    public static Task<AccessPolicy> UpdatePolicyAsync(
        this ISqsClient client, string queueUrl, Func<AccessPolicy, AccessPolicy> change, PolicyUpdateOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(queueUrl);
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(options);
        return new PolicyUpdate(client, queueUrl, change, options).RunAsync(cancellationToken);
    }
}
