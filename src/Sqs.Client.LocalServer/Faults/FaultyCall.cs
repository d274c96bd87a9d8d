using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sqs.Client.LocalServer.Actions;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Faults;

/// <summary>One request that goes wrong: around its action, in the result, and in how the answer is written.</summary>
internal sealed class FaultyCall(Fault fault, HttpContext http, ActionContext context, TimeProvider time, Random random, CancellationToken stopping, Action takeBack)
{
    private readonly Connection _connection = new(http, stopping);

    /// <summary>Runs the action, or does not, and answers what is left of its result.</summary>
    public async ValueTask<WireValue?> RunAsync(Func<ActionContext, ValueTask<WireValue?>> action)
    {
        if (fault.Moment is FaultMoment.BeforeAction)
        {
            await StrikeAsync().ConfigureAwait(false);
            return await action(context).ConfigureAwait(false);
        }

        WireValue? result = null;
        try
        {
            result = await action(context).ConfigureAwait(false);
        }
        catch (SqsFault) when (fault.Kind is FaultKind.Error or FaultKind.Reset or FaultKind.Close or FaultKind.Hang)
        {
            // The caller does not learn of this either.
        }
        catch (Exception) when (fault.NeedsResult)
        {
            takeBack();
            throw;
        }

        context.Undelivered = null; // what the action did stands, whatever becomes of the answer
        await StrikeAsync().ConfigureAwait(false);
        Damage(result);
        return result;
    }

    /// <summary>Writes the body of an answer whose status and headers are set.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> body)
    {
        var headers = http.Response.Headers;
        if (fault.Date is not null || fault.ClockSkew != TimeSpan.Zero)
        {
            headers.Date = fault.Date ?? (time.GetUtcNow() + fault.ClockSkew).ToString("r", CultureInfo.InvariantCulture);
        }

        if (fault.RetryAfterText is { } retryAfter)
        {
            headers["x-amz-retry-after"] = retryAfter;
        }

        switch (fault.Kind)
        {
            case FaultKind.Cut:
                await _connection.CutAsync(body, fault).ConfigureAwait(false);
                break;
            case FaultKind.Slow:
                await DripAsync(body).ConfigureAwait(false);
                break;
            case FaultKind.Html:
                http.Response.ContentType = "text/html";
                await WriteInsteadAsync("<html><head><title>Welcome</title></head><body><p>Please sign in.</p></body></html>\n"u8.ToArray()).ConfigureAwait(false);
                break;
            case FaultKind.Empty:
                await WriteInsteadAsync(default).ConfigureAwait(false);
                break;
            default:
                await http.Response.Body.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask StrikeAsync()
    {
        switch (fault.Kind)
        {
            case FaultKind.Error:
                throw new SqsFault(fault.Code, fault.Code, fault.Status, fault.Message);
            case FaultKind.ExpiredHandle:
                Expire();
                break;
            case FaultKind.PartOfBatch:
                context.EntryFault = new PartialFailure(fault, random).Of;
                break;
            case FaultKind.Delay:
                await _connection.PauseAsync(fault.Pause).ConfigureAwait(false);
                break;
            case FaultKind.Reset:
                _connection.Reset();
                throw new AnswerWithheld();
            case FaultKind.Close:
                await _connection.CloseAsync().ConfigureAwait(false);
                throw new AnswerWithheld();
            case FaultKind.Hang:
                await _connection.HangAsync().ConfigureAwait(false);
                throw new AnswerWithheld();
            default:
                break;
        }
    }

    private void Expire()
    {
        if (context.Input.Text("ReceiptHandle") is { } handle)
        {
            throw SqsErrors.InvalidValue("ReceiptHandle", handle, "The receipt handle has expired.");
        }

        context.EntryFault = (_, _, entry) => SqsErrors.InvalidValue("ReceiptHandle", entry.Text("ReceiptHandle") ?? "", "The receipt handle has expired.");
    }

    private void Damage(WireValue? result)
    {
        var isDone = fault.Kind switch
        {
            FaultKind.CorruptBody => Corruption.Body(result, random),
            FaultKind.CorruptBodyDigest => Corruption.BodyDigest(result, random),
            FaultKind.CorruptAttributeDigest => Corruption.AttributeDigest(result, random),
            FaultKind.DeliverAgain => ShowAgain(result),
            _ => true,
        };
        if (!isDone)
        {
            takeBack();
        }
    }

    /// <summary>The messages lie in the queue again, and their handles still delete them.</summary>
    private bool ShowAgain(WireValue? result)
    {
        var received = result?["Messages"]?.Items ?? [];
        var queue = context.Queue();
        foreach (var message in received)
        {
            try
            {
                queue.ChangeVisibility(message["ReceiptHandle"]!.Scalar, TimeSpan.Zero);
            }
            catch (SqsFault)
            {
                // Received with a visibility timeout of zero: it is visible already.
            }
        }

        return received.Count > 0;
    }

    private async Task DripAsync(ReadOnlyMemory<byte> body)
    {
        var pieces = Math.Min(fault.Pieces, body.Length);
        for (var piece = 0; piece < pieces; piece++)
        {
            await http.Response.Body.FlushAsync(http.RequestAborted).ConfigureAwait(false);
            await _connection.PauseAsync(fault.Pause).ConfigureAwait(false);
            var start = (int)((long)body.Length * piece / pieces);
            var end = (int)((long)body.Length * (piece + 1) / pieces);
            await http.Response.Body.WriteAsync(body[start..end], http.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task WriteInsteadAsync(ReadOnlyMemory<byte> body)
    {
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
    }
}
