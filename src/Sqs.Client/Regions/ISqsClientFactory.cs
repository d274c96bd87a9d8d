namespace Sqs.Client;

/// <summary>Clients of one configuration in many regions; they share connections and credentials.</summary>
/// <remarks><c>AddSqsClient</c> registers one beside each client, under the same key; <see cref="SqsClientFactory"/> is for programs without a container.</remarks>
public interface ISqsClientFactory
{
    /// <summary>The region of the configuration. Its partition is the one whose regions <c>*</c> means.</summary>
    string Region { get; }

    /// <summary>The client of a region; the same one each time. It belongs to the factory.</summary>
    /// <param name="region">The region, <c>eu-west-2</c> for example.</param>
    /// <returns>The client.</returns>
    /// <exception cref="SqsValidationException">The text cannot be a region.</exception>
    ISqsClient ForRegion(string region);
}
