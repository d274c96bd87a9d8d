using System.Diagnostics;

namespace Sqs.Client.Diagnostics;

/// <summary>The span and the measurements of one call. Costs nothing while nobody listens.</summary>
internal readonly struct CallTelemetry
{
    private readonly Activity? _activity;
    private readonly string _action;
    private readonly MessagingKind _kind;
    private readonly string? _queue;
    private readonly Uri _endpoint;
    private readonly TimeProvider _time;
    private readonly long _started;

    private CallTelemetry(string action, MessagingKind kind, string? queueUrl, Uri endpoint, TimeProvider time)
    {
        _action = action;
        _kind = kind;
        _queue = queueUrl is null ? null : QueueUrls.NameOf(queueUrl).ToString();
        _endpoint = endpoint;
        _time = time;
        _started = time.GetTimestamp();
        _activity = Open(queueUrl);
    }

    private static bool IsListenedTo =>
        SqsDiagnostics.Source.HasListeners() || SqsMetrics.Duration.Enabled || SqsMetrics.Sent.Enabled
        || SqsMetrics.Consumed.Enabled || SqsMetrics.Retries.Enabled || SqsMetrics.Unverified.Enabled;

    public static CallTelemetry Start(string action, MessagingKind kind, string? queueUrl, Uri endpoint, TimeProvider time) =>
        IsListenedTo ? new(action, kind, queueUrl, endpoint, time) : default;

    /// <summary>Closes the span and takes the measurements.</summary>
    public void Stop(in CallOutcome outcome)
    {
        if (_action is null)
        {
            return;
        }

        var tags = new TagList { { SqsTags.System, SqsTags.SystemValue }, { SqsTags.OperationName, _action }, { SqsTags.ServerAddress, _endpoint.Host } };
        if (TypeOf(_kind) is { } type)
        {
            tags.Add(SqsTags.OperationType, type);
        }

        if (_queue is not null)
        {
            tags.Add(SqsTags.Destination, _queue);
        }

        if (outcome.ErrorType is { } error)
        {
            tags.Add(SqsTags.ErrorType, error);
        }

        try
        {
            SqsMetrics.Duration.Record(_time.GetElapsedTime(_started).TotalSeconds, tags);
            Count(tags, outcome);
        }
        finally
        {
            // A listener of metrics that throws must not leave the span open.
            Close(outcome);
        }
    }

    private static string? TypeOf(MessagingKind kind) => kind switch
    {
        MessagingKind.Send => "send",
        MessagingKind.Receive => "receive",
        MessagingKind.Settle => "settle",
        _ => null,
    };

    private void Count(TagList tags, in CallOutcome outcome)
    {
        if (_kind == MessagingKind.Send)
        {
            SqsMetrics.Sent.Add(outcome.Messages ?? 1, tags);
        }
        else if (_kind == MessagingKind.Receive && outcome is { ErrorType: null, Messages: > 0 and var received })
        {
            SqsMetrics.Consumed.Add(received, tags);
        }

        if (outcome.Attempts > 1)
        {
            SqsMetrics.Retries.Add(outcome.Attempts - 1, tags);
        }

        if (outcome.Unverified > 0)
        {
            SqsMetrics.Unverified.Add(outcome.Unverified, tags);
        }
    }

    private Activity? Open(string? queueUrl)
    {
        var spanKind = _kind == MessagingKind.Send ? ActivityKind.Producer : ActivityKind.Client;
        var activity = SqsDiagnostics.Source.StartActivity(_queue is null ? _action : $"{_action} {_queue}", spanKind);
        if (activity is not { IsAllDataRequested: true })
        {
            return activity;
        }

        _ = activity.SetTag(SqsTags.System, SqsTags.SystemValue)
            .SetTag(SqsTags.OperationName, _action)
            .SetTag(SqsTags.OperationType, TypeOf(_kind))
            .SetTag(SqsTags.ServerAddress, _endpoint.Host)
            .SetTag(SqsTags.ServerPort, _endpoint.Port);
        if (queueUrl is not null)
        {
            _ = activity.SetTag(SqsTags.Destination, _queue).SetTag(SqsTags.QueueUrl, queueUrl);
        }

        return activity;
    }

    private void Close(in CallOutcome outcome)
    {
        if (_activity is not { } activity)
        {
            return;
        }

        if (activity.IsAllDataRequested)
        {
            _ = activity.SetTag(SqsTags.BatchCount, outcome.Messages).SetTag(SqsTags.MessageId, outcome.MessageId).SetTag(SqsTags.RequestId, outcome.RequestId);
            if (outcome.Attempts > 1)
            {
                _ = activity.SetTag(SqsTags.ResendCount, outcome.Attempts - 1);
            }
        }

        if (outcome.ErrorType is { } error)
        {
            _ = activity.SetTag(SqsTags.ErrorType, error).SetStatus(ActivityStatusCode.Error);
        }

        activity.Dispose();
    }
}
