namespace Sqs.Client;

/// <summary>Changes the policy of one queue: reads, changes, checks, writes, reads again; starts over when something else was read.</summary>
internal sealed class PolicyUpdate
{
    private readonly ISqsClient _client;
    private readonly string _queueUrl;
    private readonly Func<AccessPolicy, AccessPolicy> _change;
    private readonly PolicyUpdateOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<double> _random;

    public PolicyUpdate(ISqsClient client, string queueUrl, Func<AccessPolicy, AccessPolicy> change, PolicyUpdateOptions options)
    {
        if (options.MaxAttempts is < 1 or > 100)
        {
            throw new SqsValidationException(nameof(options.MaxAttempts), "must be from 1 to 100");
        }

        NotNegative(options.FirstPause, nameof(options.FirstPause));
        NotNegative(options.LongestPause, nameof(options.LongestPause));
        (_client, _queueUrl, _change, _options) = (client, queueUrl, change, options);
        _time = options.TimeProvider ?? TimeProvider.System;
        _random = options.Random ?? SqsClientSettings.SystemRandom;
    }

    public async Task<AccessPolicy> RunAsync(CancellationToken cancellationToken)
    {
        var (current, queue) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            var wanted = _change(current) ?? throw new InvalidOperationException("The change of the policy returned null; return AccessPolicy.Empty to remove the policy.");
            if (Same(wanted, current))
            {
                return current;
            }

            PolicyRules.Check(wanted, queue, taken: current.Statements);
            await WriteAsync(wanted, cancellationToken).ConfigureAwait(false);
            (current, _) = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (Same(wanted, current))
            {
                return current;
            }

            // What was read may only be late: after the pause the written policy is there, or a change to start over from.
            await Task.Delay(Pause(attempt), _time, cancellationToken).ConfigureAwait(false);
            (current, _) = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (Same(wanted, current))
            {
                return current;
            }

            if (attempt == _options.MaxAttempts)
            {
                throw new PolicyConflictException(attempt) { Action = "SetQueueAttributes" };
            }
        }
    }

    private static void NotNegative(TimeSpan pause, string name)
    {
        if (pause < TimeSpan.Zero || pause > TimeSpan.FromHours(1))
        {
            throw new SqsValidationException(name, "must be from 0 to 1 h");
        }
    }

    /// <summary>The id is not compared: where a policy has none, the service may give it one. Without statements there is no policy, whatever else it says.</summary>
    private static bool Same(AccessPolicy wanted, AccessPolicy read) =>
        wanted.Statements.Count == 0 ? read.Statements.Count == 0 : wanted == (wanted.Id is null ? read with { Id = null } : read);

    private async Task<(AccessPolicy Policy, Arn? Queue)> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await _client.GetQueueAttributesAsync(
            new GetQueueAttributesRequest { QueueUrl = _queueUrl, AttributeNames = [QueueAttributeName.Policy, QueueAttributeName.QueueArn] }, cancellationToken).ConfigureAwait(false);
        _ = Arn.TryParse(answer.Attributes.GetValueOrDefault(QueueAttributeName.QueueArn), out var queue);
        var text = answer.Attributes.GetValueOrDefault(QueueAttributeName.Policy);
        return (string.IsNullOrWhiteSpace(text) ? AccessPolicy.Empty : AccessPolicy.Parse(text), queue);
    }

    private Task WriteAsync(AccessPolicy policy, CancellationToken cancellationToken) => _client.SetQueueAttributesAsync(
        new SetQueueAttributesRequest
        {
            QueueUrl = _queueUrl,
            Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.Policy] = policy.Statements.Count == 0 ? "" : policy.ToJson() },
        },
        cancellationToken);

    private TimeSpan Pause(int attempt) =>
        TimeSpan.FromSeconds(_random() * Math.Min(_options.FirstPause.TotalSeconds * Math.Pow(2, attempt - 1), _options.LongestPause.TotalSeconds));
}
