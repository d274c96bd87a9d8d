using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Sqs.Client.Configuration;

namespace Sqs.Client;

/// <summary>Lets registered clients give trace contexts along.</summary>
public static class SqsTracingBuilderExtensions
{
    /// <summary>
    /// Gives the context of <see cref="Activity.Current"/> along with every message that the client sends, unless the message has one of its own:
    /// the registered client is a <see cref="TracePropagatingSqsClient"/>, outside the buffers if there are any.
    /// </summary>
    /// <param name="builder">The builder of the client.</param>
    /// <param name="propagation">How the context travels; the last call counts. Default: as the system attribute <c>AWSTraceHeader</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="SqsValidationException">The propagation is none that is known.</exception>
    public static ISqsClientBuilder AddTracePropagation(this ISqsClientBuilder builder, TracePropagation propagation = TracePropagation.AwsTraceHeader)
    {
        ArgumentNullException.ThrowIfNull(builder);
        _ = TracePropagatingSqsClient.Checked(propagation);
        _ = builder.Services.AddOptions<ClientDecorations>(builder.Name).Configure(decorations => decorations.Tracing = propagation);
        return builder;
    }
}
