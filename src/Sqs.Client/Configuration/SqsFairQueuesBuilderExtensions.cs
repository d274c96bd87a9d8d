using Microsoft.Extensions.DependencyInjection;
using Sqs.Client.Configuration;

namespace Sqs.Client;

/// <summary>Lets registered clients send fairly.</summary>
public static class SqsFairQueuesBuilderExtensions
{
    /// <summary>Makes the client a <see cref="FairQueueSqsClient"/>, outside the buffers if there are any.</summary>
    /// <param name="builder">The builder of the client.</param>
    /// <param name="configure">Says how tenants are found and counted; the last call counts.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="SqsValidationException">An option is out of its range.</exception>
    public static ISqsClientBuilder AddFairQueues(this ISqsClientBuilder builder, Action<FairQueueOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new FairQueueOptions();
        configure?.Invoke(options);
        _ = options.Checked();
        _ = builder.Services.AddOptions<ClientDecorations>(builder.Name).Configure(decorations => decorations.FairQueues = options);
        return builder;
    }
}
