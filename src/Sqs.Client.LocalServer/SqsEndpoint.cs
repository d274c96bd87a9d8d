using Microsoft.AspNetCore.Http;
using Sqs.Client.LocalServer.Access;
using Sqs.Client.LocalServer.Actions;
using Sqs.Client.LocalServer.Faults;
using Sqs.Client.LocalServer.Inspection;
using Sqs.Client.LocalServer.Json;
using Sqs.Client.LocalServer.Realms;
using Sqs.Client.LocalServer.Wire;
using Sqs.Client.Signing;

namespace Sqs.Client.LocalServer;

/// <summary>Takes one HTTP request from the socket to its answer: read, check the signature, decode, act, write.</summary>
internal sealed class SqsEndpoint(RealmDirectory realms, SignatureGate gate, string accountId, TimeProvider time, TimeSpan? latency, LocalFaults faults, RequestLog requests, ServerLog log)
{
    private long _answered;

    public long Answered => Interlocked.Read(ref _answered);

    public async Task AnswerAsync(HttpContext http)
    {
        IWireProtocol protocol = JsonProtocol.For(http.Request) is { } json ? json : new QueryProtocol();
        var seen = new LocalRequest
        {
            RequestId = Guid.NewGuid().ToString(),
            ReceivedAt = time.GetUtcNow(),
            Protocol = protocol is JsonProtocol ? LocalProtocol.Json : LocalProtocol.Query,
        };
        ActionContext? context = null;
        FaultyCall? faulty = null;
        WireAnswer answer;
        try
        {
            var received = await ReceiveAsync(http).ConfigureAwait(false);
            var admission = Admit(http, received);
            seen = seen with { Region = admission.Region, CallerArn = admission.Caller.Arn };
            var request = protocol.Read(received);
            seen = seen with { Action = request.Action };
            var action = ActionTable.Find(request.Action);
            context = Context(http, admission, request);
            seen = seen with { QueueName = context.QueueName };
            faulty = faults.Next(http, request.Action, context);
            var result = await (faulty is null ? action(context) : faulty.RunAsync(action)).ConfigureAwait(false);
            answer = protocol.Success(request.Action, result, seen.RequestId);
            seen = seen with { StatusCode = answer.Status };
        }
        catch (Exception gone) when (gone is AnswerWithheld || (gone is OperationCanceledException && http.RequestAborted.IsCancellationRequested))
        {
            requests.Add(seen);
            return;
        }
        catch (Exception failure)
        {
            var fault = FaultOf(failure, seen.RequestId);
            answer = protocol.Failure(fault, seen.RequestId);
            seen = seen with { StatusCode = answer.Status, ErrorCode = fault.Code };
        }

        requests.Add(seen);
        await WriteAsync(http, answer, seen.RequestId, context, faulty).ConfigureAwait(false);
    }

    private static ValueTask<ReceivedRequest> ReceiveAsync(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) || HttpMethods.IsGet(http.Request.Method)
            ? ReceivedRequest.ReadAsync(http)
            : throw SqsErrors.MethodNotAllowed(http.Request.Method);

    private Admission Admit(HttpContext http, ReceivedRequest received)
    {
        var signed = new SigV4Request
        {
            Method = received.Method,
            Host = received.Host,
            Path = received.Path,
            Query = received.Query,
            Headers = received.Headers,
            PayloadHash = SigV4Request.HashPayload(received.Body.Span),
        };
        var admission = gate.Admit(signed, http.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1");
        return admission.Caller.IsAnonymous ? throw AccessErrors.MissingAuthenticationToken() : admission;
    }

    private ActionContext Context(HttpContext http, Admission admission, ActionRequest request) => new()
    {
        Input = request.Parameters,
        Caller = admission.Caller,
        Region = admission.Region,
        Realms = realms,
        Realm = realms.Of(admission.Region, admission.Caller.IsAnonymous ? accountId : admission.Caller.AccountId),
        Endpoint = AddressOf(http.Request),
        Path = request.Path,
        Version = request.Version,
        CallerGone = http.RequestAborted,
    };

    /// <summary>Queue URLs begin as the caller addressed the server, so that they lead there again through whatever is in between.</summary>
    private static string AddressOf(HttpRequest request) =>
        $"{(AwsNames.RegionOfHost(request.Host.Host) is null ? "http" : "https")}://{request.Host}/";

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
                log.InternalFailure(requestId, failure);
                return SqsErrors.InternalFailure();
        }
    }

    private async Task WriteAsync(HttpContext http, WireAnswer answer, string requestId, ActionContext? context, FaultyCall? faulty)
    {
        try
        {
            if (latency is { } pause)
            {
                await Task.Delay(pause, TimeProvider.System, http.RequestAborted).ConfigureAwait(false);
            }

            http.RequestAborted.ThrowIfCancellationRequested();
            http.Response.StatusCode = answer.Status;
            http.Response.ContentType = answer.ContentType;
            http.Response.ContentLength = answer.Body.Length;
            http.Response.Headers.Date = time.GetUtcNow().ToString("r", System.Globalization.CultureInfo.InvariantCulture);
            http.Response.Headers["x-amzn-RequestId"] = requestId;
            if (answer.QueryError is { } code)
            {
                http.Response.Headers["x-amzn-query-error"] = code;
            }

            _ = Interlocked.Increment(ref _answered);
            await (faulty?.WriteAsync(answer.Body) ?? http.Response.Body.WriteAsync(answer.Body, http.RequestAborted).AsTask()).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or AnswerWithheld)
        {
            context?.Undelivered?.Invoke();
        }
    }
}
