using System.Text;
using Microsoft.AspNetCore.Http;
using Sqs.Client.LocalServer.Access;
using Sqs.Client.LocalServer.Actions;
using Sqs.Client.LocalServer.Faults;
using Sqs.Client.LocalServer.Moves;
using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;
using Sqs.Client.Signing;

namespace Sqs.Client.LocalServer;

/// <summary>Takes one HTTP request from the socket to its answer: read, check the signature, decode, act, write.</summary>
internal sealed class SqsEndpoint(QueueDirectory queues, MoveTasks moves, SignatureGate? gate, TimeProvider time, TimeSpan? latency, LocalFaults faults, ServerLog log)
{
    private long _answered;

    /// <summary>Where queue URLs begin; known once the server listens.</summary>
    public string Address { get; set; } = "";

    public long Answered => Interlocked.Read(ref _answered);

    public async Task AnswerAsync(HttpContext http)
    {
        var requestId = Guid.NewGuid().ToString();
        var version = QueryRequest.CurrentVersion;
        ActionContext? context = null;
        FaultyCall? faulty = null;
        string xml;
        var status = StatusCodes.Status200OK;
        try
        {
            var received = await ReceiveAsync(http).ConfigureAwait(false);
            var query = QueryRequest.Read(received);
            version = query.Version;
            var action = ActionTable.Find(query.Action);
            context = Context(http, received, query);
            faulty = faults.Next(http, query.Action, context);
            var result = await (faulty is null ? action(context) : faulty.RunAsync(action)).ConfigureAwait(false);
            xml = XmlAnswer.Success(query.Action, version, result, requestId);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (AnswerWithheld)
        {
            return;
        }
        catch (Exception failure)
        {
            var fault = FaultOf(failure, requestId);
            status = fault.Status;
            xml = XmlAnswer.Failure(fault, version, requestId);
        }

        await WriteAsync(http, status, xml, requestId, context, faulty).ConfigureAwait(false);
    }

    private async ValueTask<ReceivedRequest> ReceiveAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method) && !HttpMethods.IsGet(http.Request.Method))
        {
            throw SqsErrors.MethodNotAllowed(http.Request.Method);
        }

        var received = await ReceivedRequest.ReadAsync(http).ConfigureAwait(false);
        gate?.Check(new SigV4Request
        {
            Method = received.Method,
            Host = received.Host,
            Path = received.Path,
            Query = received.Query,
            Headers = received.Headers,
            PayloadHash = SigV4Request.HashPayload(received.Body.Span),
        });
        return received;
    }

    private ActionContext Context(HttpContext http, ReceivedRequest received, QueryRequest query) => new()
    {
        Input = query.Parameters,
        Queues = queues,
        Moves = moves,
        Endpoint = Address,
        Path = received.Path,
        Version = query.Version,
        SenderId = queues.AccountId,
        CallerGone = http.RequestAborted,
    };

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

    private async Task WriteAsync(HttpContext http, int status, string xml, string requestId, ActionContext? context, FaultyCall? faulty)
    {
        try
        {
            if (latency is { } pause)
            {
                await Task.Delay(pause, TimeProvider.System, http.RequestAborted).ConfigureAwait(false);
            }

            http.RequestAborted.ThrowIfCancellationRequested();
            var bytes = Encoding.UTF8.GetBytes(xml);
            http.Response.StatusCode = status;
            http.Response.ContentType = "text/xml";
            http.Response.ContentLength = bytes.Length;
            http.Response.Headers.Date = time.GetUtcNow().ToString("r", System.Globalization.CultureInfo.InvariantCulture);
            http.Response.Headers["x-amzn-RequestId"] = requestId;
            _ = Interlocked.Increment(ref _answered);
            await (faulty?.WriteAsync(bytes) ?? http.Response.Body.WriteAsync(bytes, 0, bytes.Length, http.RequestAborted)).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or AnswerWithheld)
        {
            context?.Undelivered?.Invoke();
        }
    }
}
