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
        _queue = queueUrl is null ? null : queueUrl[(queueUrl.LastIndexOf('/') + 1)..];
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
    /// <param name="attempts">How many attempts were made.</param>
    /// <param name="messages">How many messages were sent, received or settled; null where there is no such number.</param>
    /// <param name="requestId">The id of the request, where one is known.</param>
    /// <param name="errorType">The code or type of the error; null when the call succeeded.</param>
    /// <param name="unverified">How many bodies came without a digest.</param>
    public void Stop(int attempts, int? messages, string? requestId, string? errorType, int unverified)
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

        if (errorType is not null)
        {
            tags.Add(SqsTags.ErrorType, errorType);
        }

        try
        {
            SqsMetrics.Duration.Record(_time.GetElapsedTime(_started).TotalSeconds, tags);
            Count(tags, attempts, messages, errorType, unverified);
        }
        finally
        {
            // A listener of metrics that throws must not leave the span open.
            Close(attempts, messages, requestId, errorType);
        }
    }

    private static string? TypeOf(MessagingKind kind) => kind switch
    {
        MessagingKind.Send => "send",
        MessagingKind.Receive => "receive",
        MessagingKind.Settle => "settle",
        _ => null,
    };

    private void Count(TagList tags, int attempts, int? messages, string? errorType, int unverified)
    {
        if (_kind == MessagingKind.Send)
        {
            SqsMetrics.Sent.Add(messages ?? 1, tags);
        }
        else if (_kind == MessagingKind.Receive && errorType is null && messages > 0)
        {
            SqsMetrics.Consumed.Add(messages.Value, tags);
        }

        if (attempts > 1)
        {
            SqsMetrics.Retries.Add(attempts - 1, tags);
        }

        if (unverified > 0)
        {
            SqsMetrics.Unverified.Add(unverified, tags);
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

    private void Close(int attempts, int? messages, string? requestId, string? errorType)
    {
        if (_activity is not { } activity)
        {
            return;
        }

        if (activity.IsAllDataRequested)
        {
            _ = activity.SetTag(SqsTags.BatchCount, messages).SetTag(SqsTags.RequestId, requestId);
            if (attempts > 1)
            {
                _ = activity.SetTag(SqsTags.ResendCount, attempts - 1);
            }
        }

        if (errorType is not null)
        {
            _ = activity.SetTag(SqsTags.ErrorType, errorType).SetStatus(ActivityStatusCode.Error);
        }

        activity.Dispose();
    }
}
