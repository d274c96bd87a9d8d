using Sqs.Client.Regions;

namespace Sqs.Client;

/// <summary>Receives from queues of one name in several regions.</summary>
public static class SqsRegionsExtensions
{
    /// <summary>Polls the queue of a name in each of several regions side by side, and gives their results as they come.</summary>
    /// <param name="factory">Where the clients come from.</param>
    /// <param name="regions"><c>us-east-1,eu-west-2</c> for example, or <c>*</c> for all regions of the partition of <see cref="ISqsClientFactory.Region"/>.</param>
    /// <param name="queueName">The name of the queue, the same in each region. Looking it up costs one GetQueueUrl call a region and the permission for it.</param>
    /// <param name="options">How to poll; null for one poll in each region.</param>
    /// <param name="cancellationToken">Ends the stream by an <see cref="OperationCanceledException"/>. Messages that are on their way then stay invisible until their timeout.</param>
    /// <returns>
    /// A result for each poll. A region that fails gives a result which says so, and the others go on; one without the queue gives <see cref="RegionalOutcome.NoQueue"/>.
    /// Messages that came and were not taken when the stream is left early are made visible again.
    /// </returns>
    /// <exception cref="SqsValidationException">An item of the list is no region, the queue is given by a URL, or an option is out of its range.</exception>
    public static IAsyncEnumerable<RegionalReceive> ReceiveFromRegionsAsync(
        this ISqsClientFactory factory, string regions, string queueName, RegionalReceiveOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(queueName);
        if (queueName.Contains("://", StringComparison.Ordinal))
        {
            throw new SqsValidationException(nameof(queueName), "must be a name: a URL is that of one region");
        }

        var list = RegionList.Parse(regions, factory.Region);
        return new RegionalReceiver(factory, list, queueName, options ?? new RegionalReceiveOptions()).RunAsync(cancellationToken);
    }
}
