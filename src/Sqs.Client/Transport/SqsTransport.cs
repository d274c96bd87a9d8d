using System.Globalization;
using System.Runtime.CompilerServices;
using Sqs.Client.Operations;
using Sqs.Client.Protocol;
using Sqs.Client.Signing;

namespace Sqs.Client.Transport;

/// <summary>One attempt: signs, sends, reads the answer, and tells how it ended as a value.</summary>
internal sealed class SqsTransport
{
    private readonly HttpClient _http;
    private readonly TransportSettings _settings;
    private readonly TransportLog _log;
    private readonly SigV4Signer _signer;
    private readonly PollPlaces? _pollPlaces;

    /// <summary>The host of every address; asking the address would make the text anew each time.</summary>
    private readonly string _host;

    public SqsTransport(HttpClient http, TransportSettings settings, TransportLog log)
    {
        _http = http;
        _settings = settings;
        _log = log;
        _signer = new SigV4Signer(settings.Region, "sqs");
        _pollPlaces = settings.MostPolls is { } most ? new PollPlaces(most) : null;
        _host = settings.Endpoint.Authority;
        Addresses = new QueueAddresses(settings.Endpoint, settings.Region, settings.IsCustomEndpoint);
        Clock = new ClockSkew(settings.Time, settings.CorrectClockSkew);
    }

    public QueueAddresses Addresses { get; }

    public ClockSkew Clock { get; }

    /// <summary>Sends the request once. Throws for the caller's own cancellation alone.</summary>
    /// <remarks>The state of this method is pooled: await its task once, and then forget it.</remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<SqsAttempt> SendAsync<TRequest, TResponse>(
        SqsOperation<TRequest, TResponse> operation, TRequest request, SqsCall call, Payload payload, CancellationToken cancellationToken)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var place = await PlaceAsync(call, cancellationToken).ConfigureAwait(false);
        if (place.IsMissing)
        {
            return TimedOut(call, wasSent: false, null);
        }

        var left = call.Deadline - _settings.Time.GetUtcNow();
        var limit = left < call.AttemptTimeout ? left : call.AttemptTimeout;
        if (limit <= TimeSpan.Zero)
        {
            return TimedOut(call, wasSent: false, null);
        }

        using var deadline = new CancellationTokenSource(limit, _settings.Time);
        using var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        var sent = false;
        try
        {
            var credentials = call.Options?.Credentials ?? await CredentialsAsync(call.Action, deadline.Token).ConfigureAwait(false);
            var signedAt = Clock.Now;
            using var message = MessageFor(call, HeadersOf(operation, call.Options), payload, credentials, signedAt);
            sent = true;
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
            return await ReadAsync(operation, request, call, response, new(credentials, signedAt), deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled) when (sent && cancelled.InnerException is TimeoutException && !deadline.IsCancellationRequested)
        {
            // So the HTTP stack says that a connection could not be made within ConnectTimeout.
            return Broken(call, cancelled, wasSent: false);
        }
        catch (OperationCanceledException cancelled)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return TimedOut(call, sent, cancelled);
        }
        catch (HttpRequestException broken)
        {
            return Broken(call, broken, wasSent: broken.HttpRequestError is not (HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError));
        }
        catch (IOException broken)
        {
            return Broken(call, broken, wasSent: true);
        }
        catch (SqsException error)
        {
            return SqsAttempt.Failure(error, SqsFailureKind.Permanent);
        }
    }

    /// <summary>The URL of a signed GET request that anybody can make until it expires.</summary>
    public async ValueTask<Uri> PresignAsync(Payload payload, string action, SqsCallOptions? options, TimeSpan expires, CancellationToken cancellationToken)
    {
        var credentials = options?.Credentials ?? await CredentialsAsync(action, cancellationToken).ConfigureAwait(false);
        if (credentials.IsAnonymous)
        {
            return WithQuery(payload.Address, payload.Query);
        }

        var unsigned = new SigV4Request
        {
            Method = HttpMethod.Get.Method,
            Host = _host,
            Path = payload.Address.AbsolutePath,
            Query = payload.Query,
            PayloadHash = SigV4Request.EmptyPayloadHash,
        };
        return WithQuery(payload.Address, _signer.Presign(unsigned, credentials, Clock.Now, expires));
    }

    private static string? HeaderOf(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static Uri WithQuery(Uri address, string query) => new($"{address.AbsoluteUri}?{query}");

    private static SqsAttempt TimedOut(SqsCall call, bool wasSent, OperationCanceledException? cancelled)
    {
        var text = wasSent
            ? $"{call.Action} had no complete answer within {call.AttemptTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s, or before the deadline of the call."
            : $"{call.Action} was not sent before the deadline of the call.";
        var error = new SqsTimeoutException(text, cancelled).Describe(call.Action, outcomeUnknown: wasSent);
        return SqsAttempt.Failure(error, wasSent ? SqsFailureKind.Transient : SqsFailureKind.Permanent);
    }

    private static SqsAttempt Broken(SqsCall call, Exception broken, bool wasSent)
    {
        SqsException error = broken is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded }
            ? new SqsResponseException($"{call.Action} got an answer that is not HTTP, or has more headers than are read.", broken)
            : new SqsConnectionException($"{call.Action} got no answer: the connection failed.", broken);
        return SqsAttempt.Failure(error.Describe(call.Action, outcomeUnknown: wasSent), SqsFailureKind.Transient);
    }

    private ValueTask<PollPlace> PlaceAsync(SqsCall call, CancellationToken cancellationToken) =>
        call.HoldsConnection && _pollPlaces is { } places
            ? places.TakeAsync(call.Deadline - _settings.Time.GetUtcNow(), _settings.Time, cancellationToken)
            : default;

    private async ValueTask<AwsCredentials> CredentialsAsync(string action, CancellationToken cancellationToken)
    {
        try
        {
            return await _settings.Credentials.GetCredentialsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // Texts of sources that are not ours are left to the inner exception: they may hold anything.
            var reason = error is CredentialsUnavailableException ? $" {error.Message}" : "";
            throw new SqsException($"{action} was not sent: there are no credentials.{reason}", error).Describe(action);
        }
    }

    private IReadOnlyList<KeyValuePair<string, string>> HeadersOf<TRequest, TResponse>(SqsOperation<TRequest, TResponse> operation, SqsCallOptions? options)
        where TRequest : class, ISqsRequest
        where TResponse : class =>
        _settings.Protocol == SqsProtocol.Json ? operation.JsonHeaders
        : options?.UseGet == true ? ProtocolHeaders.Url
        : ProtocolHeaders.Form;

    private SqsRequestMessage MessageFor(
        SqsCall call, IReadOnlyList<KeyValuePair<string, string>> headers, Payload payload, AwsCredentials credentials, DateTimeOffset signedAt)
    {
        var asGet = call.Options?.UseGet == true;
        var message = asGet
            ? new SqsRequestMessage(HttpMethod.Get, WithQuery(payload.Address, payload.Query))
            : new SqsRequestMessage(HttpMethod.Post, payload.Address) { Content = payload.NewContent() };
        var signed = SignedHeaders.Of(headers, call.Options);
        AddHeaders(message, signed);
        _ = message.Headers.TryAddWithoutValidation("User-Agent", _settings.UserAgent);
        if (!credentials.IsAnonymous)
        {
            Sign(message, signed, payload, credentials, signedAt);
        }

        return message;
    }

    private static void AddHeaders(HttpRequestMessage message, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        for (var index = 0; index < headers.Count; index++)
        {
            // As texts, not as parsed values, which would be written into texts for each request. Checked before: no name or value that could
            // become another header comes this far.
            var (name, value) = headers[index];
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                _ = message.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private void Sign(HttpRequestMessage message, IReadOnlyList<KeyValuePair<string, string>> signed, Payload payload, AwsCredentials credentials, DateTimeOffset signedAt)
    {
        var address = message.RequestUri!;
        var headers = _signer.Sign(
            new SigV4Request
            {
                Method = message.Method.Method,
                Host = _host,
                Path = address.AbsolutePath,
                Query = address.Query.Length > 1 ? address.Query[1..] : "",
                Headers = signed,
                PayloadHash = message.Content is null ? SigV4Request.EmptyPayloadHash : payload.Hash,
            },
            credentials,
            signedAt);
        _ = message.Headers.TryAddWithoutValidation("Authorization", headers.Authorization);
        _ = message.Headers.TryAddWithoutValidation("X-Amz-Date", headers.Date);
        if (headers.SecurityToken is { } token)
        {
            _ = message.Headers.TryAddWithoutValidation("X-Amz-Security-Token", token);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<SqsAttempt> ReadAsync<TRequest, TResponse>(
        SqsOperation<TRequest, TResponse> operation, TRequest request, SqsCall call, HttpResponseMessage response, Signature signature, CancellationToken cancellationToken)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        var status = (int)response.StatusCode;
        var requestId = HeaderOf(response, "x-amzn-RequestId");
        var limit = response.IsSuccessStatusCode ? operation.ResponseLimit?.Invoke(request) ?? AnswerBuffer.GeneralLimit : AnswerBuffer.ErrorLimit;
        using var answer = await AnswerBuffer.ReadAsync(response, call.Action, limit, requestId, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            var redaction = new Redaction(signature.Credentials, operation.Secrets?.Invoke(request), quotesRequest: call.Options?.UseGet == true);
            return Failed(call, response, answer, requestId, signature.Time, redaction);
        }

        try
        {
            var metadata = new SqsResponseMetadata { RequestId = requestId, StatusCode = status, Attempts = call.Attempts };
            var context = new ReadContext(answer, metadata, _settings.Checksums) { Asked = _settings.Protocol };
            var result = OperationWire.ReadResponse(operation, request, context);
            call.UnverifiedDigests = context.UnverifiedDigests;
            return operation.Refuse?.Invoke(result) is { } doubt
                ? SqsAttempt.Failure(doubt.Describe(call.Action, status, metadata.RequestId), SqsFailureKind.Permanent)
                : SqsAttempt.Success(result, metadata);
        }
        catch (SqsResponseException unreadable)
        {
            return SqsAttempt.Failure(unreadable.Describe(call.Action, status, requestId, outcomeUnknown: true), SqsFailureKind.Transient);
        }
    }

    private SqsAttempt Failed(SqsCall call, HttpResponseMessage response, ByteBuffer answer, string? requestId, DateTimeOffset signedAt, Redaction redaction)
    {
        var status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            return SqsAttempt.Failure(
                new SqsResponseException($"{call.Action} was answered with a redirect (HTTP {status}), which is never followed.").Describe(call.Action, status, requestId),
                SqsFailureKind.Permanent);
        }

        var read = OperationWire.ReadError(answer, _settings.Protocol, HeaderOf(response, ProtocolHeaders.QueryError), HeaderOf(response, ProtocolHeaders.ErrorType));
        var said = redaction.Apply(read ?? default);
        var kind = FailureReader.KindOf(status, said);
        if (kind == SqsFailureKind.Permanent && !call.ClockCorrected && Clock.Corrects(said, signedAt, response.Headers.Date))
        {
            call.ClockCorrected = true;
            kind = SqsFailureKind.ClockSkew;
            _log.ClockCorrected(Clock.Offset.TotalSeconds);
        }

        return SqsAttempt.Failure(FailureReader.ToException(call.Action, status, requestId, said, kind), kind, FailureReader.RetryAfter(response));
    }

    /// <summary>With what and when an attempt was signed.</summary>
    private readonly record struct Signature(AwsCredentials Credentials, DateTimeOffset Time);
}
