using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sqs.Client.Processing;

/// <summary>Looks at the processors of a host: whether they poll, whether handlers are stuck, how old messages are.</summary>
internal sealed class ProcessorsHealthCheck(SqsProcessors processors, SqsProcessorsHealthOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var seen = processors.All.Select(processor => processor.Status).ToArray();
        var verdicts = seen.Select(status => ProcessorHealth.Judge(status, options)).ToArray();
        var worst = verdicts.Min(verdict => (HealthStatus?)verdict.Health) ?? HealthStatus.Healthy;
        var text = string.Join("; ", verdicts.Where(verdict => verdict.Health < HealthStatus.Healthy).Select(verdict => verdict.Reason));
        var data = seen.ToDictionary(status => status.Name, status => (object)status, StringComparer.Ordinal);
        return Task.FromResult(new HealthCheckResult(worst == HealthStatus.Unhealthy ? context.Registration.FailureStatus : worst, text, data: data));
    }
}
