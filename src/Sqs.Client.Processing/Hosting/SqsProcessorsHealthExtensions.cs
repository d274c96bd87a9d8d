using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sqs.Client.Processing;

namespace Sqs.Client;

/// <summary>Adds the health of processors to the health checks of a host.</summary>
public static class SqsProcessorsHealthExtensions
{
    /// <summary>Adds a check that looks at all processors of the host. It makes no calls.</summary>
    /// <param name="builder">The builder of the health checks.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="configure">Says when a processor counts as ill; null for the defaults.</param>
    /// <param name="failureStatus">What is told for a processor that does not poll; null for unhealthy.</param>
    /// <param name="tags">Tags of the check; null for none.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="SqsValidationException">An option is out of its range.</exception>
    public static IHealthChecksBuilder AddSqsProcessors(
        this IHealthChecksBuilder builder,
        string name = "sqs-processors",
        Action<SqsProcessorsHealthOptions>? configure = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new SqsProcessorsHealthOptions();
        configure?.Invoke(options);
        OptionRules.Positive(options.PollStaleAfter, nameof(options.PollStaleAfter));
        OptionRules.Positive(options.HandlerStuckAfter, nameof(options.HandlerStuckAfter));
        OptionRules.Positive(options.MessageOldAfter ?? TimeSpan.MaxValue, nameof(options.MessageOldAfter));
        return builder.Add(new HealthCheckRegistration(name, provider => new ProcessorsHealthCheck(provider.GetRequiredService<SqsProcessors>(), options), failureStatus, tags));
    }
}
