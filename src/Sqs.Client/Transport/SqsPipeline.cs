using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Polly;
using Sqs.Client.Diagnostics;
using Sqs.Client.Operations;
using Sqs.Client.Protocol;

namespace Sqs.Client.Transport;

/// <summary>
/// The journey of a call: checks it, writes it once, tries it as the resilience pipeline decides, and either returns the answer or throws.
/// The only place of the engine that throws for a failed call.
/// </summary>
internal sealed class SqsPipeline
{
    private const int FirstWrite = 1024;

    // Longer than any call makes sense, and far from what a clock and a timer can count to.
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(30);

    private readonly TransportSettings _settings;
    private readonly SqsTransport _transport;
    private readonly TransportLog _log;
    private readonly ResiliencePipeline<SqsAttempt> _attempts;

    public SqsPipeline(SqsTransport transport, TransportSettings settings, TransportLog log)
    {
        _transport = transport;
        _settings = settings;
        _log = log;
        var builder = new ResiliencePipelineBuilder<SqsAttempt> { TimeProvider = settings.Time };
        settings.ConfigureCalls?.Invoke(builder);
        AddStandardRetry(builder, new StandardRetryStrategy(settings.MaxAttempts, Budget, settings.Random, settings.Time, log));
        settings.ConfigureAttempts?.Invoke(builder);
        _attempts = builder.Build();
    }

    public RetryBudget Budget { get; } = new();

    public async Task<TResponse> InvokeAsync<TRequest, TResponse>(
        SqsOperation<TRequest, TResponse> operation, TRequest request, CancellationToken cancellationToken)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        operation.Check(request);
        RefuseGetInJson(request.CallOptions?.UseGet == true, "CallOptions.UseGet", "is a GET of the Query protocol; this client speaks JSON, which knows POST alone");
        request = operation.Prepare?.Invoke(request) ?? request;
        var queueUrl = operation.QueueUrl?.Invoke(request);
        var call = CallOf(operation, request);
        using var payload = IsJson
            ? Write(queueUrl, (operation, request), static (target, state) => OperationWire.WriteJson(state.operation, state.request, target))
            : Write(queueUrl, (operation, request), static (target, state) => OperationWire.WriteQuery(state.operation, state.request, target, state.request.CallOptions?.UseGet == true));

        var telemetry = Start(operation.Name, operation.Kind, queueUrl);
        TResponse? response = null;
        string? requestId = null;
        string? errorType = null;
        try
        {
            var attempt = await TryAsync(operation, request, call, payload, cancellationToken).ConfigureAwait(false);
            if (attempt.Error is { } error)
            {
                (requestId, errorType) = (error.RequestId, error.ErrorCode == SqsErrorCode.None ? error.GetType().Name : error.ErrorCode.Value);
                throw error.After(call.Attempts, call.OutcomeUnknown);
            }

            response = (TResponse)attempt.Response!;
            requestId = attempt.Metadata.RequestId;
            LearnHosts(operation, response);
            return response;
        }
        catch (Exception error) when (error is not SqsException)
        {
            errorType = error.GetType().Name;
            throw;
        }
        finally
        {
            Stop(telemetry, call.Action, new CallOutcome
            {
                Attempts = call.Attempts,
                Messages = operation.MessageCount?.Invoke(request, response),
                MessageId = response is null ? null : operation.MessageId?.Invoke(response),
                RequestId = requestId,
                ErrorType = errorType,
                Unverified = call.UnverifiedDigests,
            });
        }
    }

    /// <summary>The URL of a signed GET request for an action.</summary>
    public async ValueTask<Uri> PresignAsync(BoundRequest request, SqsCallOptions? options, TimeSpan expires, CancellationToken cancellationToken)
    {
        request.Check();
        RefuseGetInJson(true, "Protocol", "is Json; a presigned URL is a GET of the Query protocol, so make it with a client that speaks that");
        using var payload = Write(request.QueueUrl, request, static (target, request) => request.Write(target, forUrl: true));
        return await _transport.PresignAsync(payload, request.Name, options, expires, cancellationToken).ConfigureAwait(false);
    }

    // The states of these methods are pooled, for they live as long as the request is under way: each task is awaited once and then forgotten.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<SqsAttempt> TryAsync<TRequest, TResponse>(
        SqsOperation<TRequest, TResponse> operation, TRequest request, SqsCall call, Payload payload, CancellationToken cancellationToken)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        var context = ResilienceContextPool.Shared.Get(operation.Name, continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(SqsCall.Key, call);
        try
        {
            var outcome = await _attempts.ExecuteOutcomeAsync(
                static (context, state) => state.Item1.AttemptAsync(state.operation, state.request, state.call, state.payload, context.CancellationToken),
                context,
                (this, operation, request, call, payload)).ConfigureAwait(false);
            return outcome.Result ?? Rejected(call, outcome.Exception!, cancellationToken);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome<SqsAttempt>> AttemptAsync<TRequest, TResponse>(
        SqsOperation<TRequest, TResponse> operation, TRequest request, SqsCall call, Payload payload, CancellationToken cancellationToken)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        try
        {
            call.Attempts++;
            var attempt = await _transport.SendAsync(operation, request, call, payload, cancellationToken).ConfigureAwait(false);
            call.OutcomeUnknown |= attempt.Error is { OutcomeUnknown: true };
            return Outcome.FromResult(attempt);
        }
        catch (OperationCanceledException cancelled)
        {
            return Outcome.FromException<SqsAttempt>(cancelled);
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The options have no annotated member to be validated by reflection.")]
    private static void AddStandardRetry(ResiliencePipelineBuilder<SqsAttempt> builder, StandardRetryStrategy strategy) =>
        builder.AddStrategy(_ => strategy, new StandardRetryOptions());

    /// <summary>The pipeline ended in an exception: the caller cancelled, or a strategy of the user refused.</summary>
    private static SqsAttempt Rejected(SqsCall call, Exception exception, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SqsException error = exception is OperationCanceledException or TimeoutException or Polly.Timeout.TimeoutRejectedException
            ? new SqsTimeoutException($"{call.Action} was ended by a strategy of the resilience pipeline.", exception)
            : new SqsException($"{call.Action} was refused by a strategy of the resilience pipeline ({exception.GetType().Name}).", exception);
        return SqsAttempt.Failure(error.Describe(call.Action, outcomeUnknown: call.Attempts > 0), SqsFailureKind.Permanent);
    }

    /// <summary>A listener that throws must not turn a message that was sent into one that was not: its exception goes to the log.</summary>
    private CallTelemetry Start(string action, MessagingKind kind, string? queueUrl)
    {
        try
        {
            return CallTelemetry.Start(action, kind, queueUrl, _settings.Endpoint, _settings.Time);
        }
        catch (Exception error)
        {
            _log.ListenerFailed(action, error);
            return default;
        }
    }

    /// <inheritdoc cref="Start"/>
    private void Stop(in CallTelemetry telemetry, string action, in CallOutcome outcome)
    {
        try
        {
            telemetry.Stop(outcome);
        }
        catch (Exception error)
        {
            _log.ListenerFailed(action, error);
        }
    }

    private bool IsJson => _settings.Protocol == SqsProtocol.Json;

    private void RefuseGetInJson(bool isGet, string member, string rule)
    {
        if (IsJson && isGet)
        {
            throw new SqsValidationException(member, rule);
        }
    }

    private SqsCall CallOf<TRequest, TResponse>(SqsOperation<TRequest, TResponse> operation, TRequest request)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        var hold = operation.Hold?.Invoke(request) ?? TimeSpan.Zero;
        var options = request.CallOptions;
        return new SqsCall
        {
            Action = operation.Name,
            Options = options,
            AttemptTimeout = Bounded(options?.AttemptTimeout ?? _settings.AttemptTimeout) + hold,
            Deadline = _settings.Time.GetUtcNow() + Bounded(options?.CallTimeout ?? _settings.CallTimeout) + hold,
            IsLongPoll = operation.IsLongPoll,
            HoldsConnection = hold > TimeSpan.Zero,
            MayResendUnknown = _settings.ResendUnknownSends || operation.IsIdempotent?.Invoke(request) != false,
        };
    }

    private static TimeSpan Bounded(TimeSpan timeout) => timeout < LongestTimeout ? timeout : LongestTimeout;

    private Payload Write<TState>(string? queueUrl, TState state, Action<ByteBuffer, TState> write)
    {
        // In JSON the queue is a member of the body, and the path the endpoint's; a URL that names a stranger's host is refused all the same.
        var address = queueUrl is null ? _transport.Addresses.Account : _transport.Addresses.Of(queueUrl);
        address = IsJson ? _transport.Addresses.Account : address;
        var bytes = new ByteBuffer(FirstWrite);
        try
        {
            write(bytes, state);
            return new Payload(address, bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private void LearnHosts<TRequest, TResponse>(SqsOperation<TRequest, TResponse> operation, TResponse response)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        foreach (var url in operation.ReturnedQueueUrls?.Invoke(response) ?? [])
        {
            _transport.Addresses.Learn(url);
        }
    }
}
