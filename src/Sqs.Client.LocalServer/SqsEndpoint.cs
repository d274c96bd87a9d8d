using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Sqs.Client.LocalServer.Access;
using Sqs.Client.LocalServer.Actions;
using Sqs.Client.LocalServer.Audit;
using Sqs.Client.LocalServer.Faults;
using Sqs.Client.LocalServer.Inspection;
using Sqs.Client.LocalServer.Json;
using Sqs.Client.LocalServer.Realms;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer;

/// <summary>Takes one HTTP request from the socket to its answer: read, check the signature, decode, ask the policies, act, write.</summary>
internal sealed class SqsEndpoint(LocalSqsOptions options, RealmDirectory realms, SignatureGate gate, LocalFaults faults, Recorders recorders)
{
    private readonly string _accountId = options.AccountId;
    private readonly TimeProvider _time = options.TimeProvider;
    private readonly TimeSpan? _latency = options.Latency;
    private long _answered;
    private long _refused;

    public long Answered => Interlocked.Read(ref _answered);

    public long Refused => Interlocked.Read(ref _refused);

    public async Task AnswerAsync(HttpContext http)
    {
        IWireProtocol protocol = JsonProtocol.For(http.Request) is { } json ? json : new QueryProtocol();
        var entry = recorders.Requests.Add(new LocalRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            ReceivedAt = _time.GetUtcNow(),
            Protocol = protocol is JsonProtocol ? LocalProtocol.Json : LocalProtocol.Query,
        });
        var requestId = entry.Seen.RequestId;
        ActionContext? context = null;
        FaultyCall? faulty = null;
        WireAnswer answer;
        try
        {
            var received = await ReceiveAsync(http).ConfigureAwait(false);
            var admission = gate.Admit(received, AddressOf(http.Connection));
            entry.Seen = entry.Seen with { Region = admission.Region, CallerArn = admission.Caller.Arn };
            var (request, action) = Read(protocol, received, admission.Caller);
            context = Context(http, admission, request, requestId);
            entry.Seen = entry.Seen with { Action = request.Action, QueueName = context.QueueName };
            Authorize(context);
            faulty = faults.Next(http, request.Action, context);
            var result = await (faulty is null ? action(context) : faulty.RunAsync(action)).ConfigureAwait(false);
            answer = protocol.Success(request.Action, result, requestId);
            entry.Seen = entry.Seen with { StatusCode = answer.Status };
        }
        catch (Exception gone) when (gone is AnswerWithheld || (gone is OperationCanceledException && http.RequestAborted.IsCancellationRequested))
        {
            return;
        }
        catch (Exception failure)
        {
            var fault = FaultOf(failure, requestId);
            answer = protocol.Failure(fault, requestId);
            entry.Seen = entry.Seen with { StatusCode = answer.Status, ErrorCode = fault.Code };
        }

        await WriteAsync(http, answer, requestId, context, faulty).ConfigureAwait(false);
    }

    private static ValueTask<ReceivedRequest> ReceiveAsync(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) || HttpMethods.IsGet(http.Request.Method)
            ? ReceivedRequest.ReadAsync(http)
            : throw SqsErrors.MethodNotAllowed(http.Request.Method);

    /// <summary>What cannot be read names no queue that may be everybody's: without a signature nothing else is said about it.</summary>
    private (ActionRequest Request, Func<ActionContext, ValueTask<WireValue?>> Action) Read(IWireProtocol protocol, ReceivedRequest received, Caller caller)
    {
        try
        {
            var request = protocol.Read(received);
            return (request, recorders.Audit.Around(request.Action, ActionTable.Find(request.Action)));
        }
        catch (SqsFault) when (caller.IsAnonymous)
        {
            throw AccessErrors.MissingAuthenticationToken();
        }
    }

    /// <summary>Refuses before faults are drawn: who may do nothing uses none of them up.</summary>
    private void Authorize(ActionContext context)
    {
        try
        {
            ActionPermissions.Check(context);
        }
        catch (SqsFault refusal)
        {
            recorders.Audit.Refused(context, refusal);
            throw;
        }
    }

    private ActionContext Context(HttpContext http, Admission admission, ActionRequest request, string requestId) => new()
    {
        Action = request.Action,
        Input = request.Parameters,
        Facts = new RequestFacts(
            requestId, _time.GetUtcNow(), AddressOf(http.Connection), Header(http.Request.Headers.UserAgent), Header(http.Request.Headers.Referer), http.Request.IsHttps, admission.Region),
        Caller = admission.Caller,
        Region = admission.Region,
        Realms = realms,
        Realm = realms.Of(admission.Region, admission.Caller.IsAnonymous ? _accountId : admission.Caller.AccountId),
        Instruments = recorders.Instruments,
        Endpoint = AddressOf(http.Request),
        Path = request.Path,
        Version = request.Version,
        CallerGone = http.RequestAborted,
    };

    /// <summary>Queue URLs begin as the caller addressed the server, so that they lead there again through whatever is in between.</summary>
    private static string AddressOf(HttpRequest request) => $"{request.Scheme}://{request.Host}/";

    private static string AddressOf(ConnectionInfo connection) => connection.RemoteIpAddress?.ToString() ?? "127.0.0.1";

    private static string? Header(StringValues values) => values.Count == 0 ? null : values.ToString();

    private SqsFault FaultOf(Exception failure, string requestId)
    {
        switch (failure)
        {
            case SqsFault fault:
                return fault;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return SqsErrors.RequestTooLarge();
            case BadHttpRequestException bad:
                return SqsErrors.MalformedRequest(bad.StatusCode);
            default:
                recorders.Log.InternalFailure(requestId, failure);
                return SqsErrors.InternalFailure();
        }
    }

    private async Task WriteAsync(HttpContext http, WireAnswer answer, string requestId, ActionContext? context, FaultyCall? faulty)
    {
        try
        {
            if (_latency is { } pause)
            {
                await Task.Delay(pause, TimeProvider.System, http.RequestAborted).ConfigureAwait(false);
            }

            http.RequestAborted.ThrowIfCancellationRequested();
            http.Response.StatusCode = answer.Status;
            http.Response.ContentType = answer.ContentType;
            http.Response.ContentLength = answer.Body.Length;
            http.Response.Headers.Date = _time.GetUtcNow().ToString("r", System.Globalization.CultureInfo.InvariantCulture);
            http.Response.Headers["x-amzn-RequestId"] = requestId;
            if (answer.QueryError is { } code)
            {
                http.Response.Headers["x-amzn-query-error"] = code;
            }

            _ = answer.Status >= StatusCodes.Status400BadRequest ? Interlocked.Increment(ref _refused) : 0;
            _ = Interlocked.Increment(ref _answered);
            await (faulty?.WriteAsync(answer.Body) ?? http.Response.Body.WriteAsync(answer.Body, http.RequestAborted).AsTask()).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or AnswerWithheld)
        {
            context?.Undelivered?.Invoke();
        }
    }
}
