using System.Text.Json;
using Sqs.Client.Operations;

namespace Sqs.Client.Tests.Transport;

/// <summary>AWS's retry rules of November 2026, as an independent implementation worked them out (../shared/vectors/retry-2026.jsonl).</summary>
public sealed class RetryVectorTests
{
    private const double ToleranceMilliseconds = 1;

    private readonly List<DateTimeOffset> _attempts = [];
    private readonly Queue<double> _randoms = new();
    private readonly Queue<JsonElement> _outcomes = new();

    [Fact]
    public async Task Calls_UnderEachScript_AttemptPauseAndPayAsTheRulesSay()
    {
        var failures = new List<string>();
        var calls = 0;
        foreach (var line in SharedMaterial.Lines("vectors", "retry-2026.jsonl"))
        {
            using var script = JsonDocument.Parse(line);
            var engine = EngineFor(script.RootElement);
            foreach (var call in script.RootElement.GetProperty("calls").EnumerateArray())
            {
                var difference = await DifferenceAsync(engine, call);
                if (difference.Length > 0)
                {
                    failures.Add($"{script.RootElement.GetProperty("id").GetString()}: {difference}");
                }

                calls++;
            }
        }

        Assert.Empty(failures);
        Assert.True(calls > 3000, $"only {calls} calls were in the vectors");
    }

    private static void Refill<T>(Queue<T> queue, IEnumerable<T> items)
    {
        queue.Clear();
        foreach (var item in items)
        {
            queue.Enqueue(item);
        }
    }

    private static Task CallAsync(Engine engine, string operation) => operation switch
    {
        "SendMessage" => engine.Pipeline.InvokeAsync(
            SqsOperations.SendMessage, new SendMessageRequest { QueueUrl = Engine.QueueUrl, MessageBody = "x" }, default),
        "DeleteMessage" => engine.Pipeline.InvokeAsync(
            SqsOperations.DeleteMessage, new DeleteMessageRequest { QueueUrl = Engine.QueueUrl, ReceiptHandle = "r" }, default),
        "ReceiveMessage" => engine.Pipeline.InvokeAsync(
            SqsOperations.ReceiveMessage, new ReceiveMessageRequest { QueueUrl = Engine.QueueUrl }, default),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "no such operation in the vectors"),
    };

    private static HttpResponseMessage Answer(HttpRequestMessage request, JsonElement outcome)
    {
        switch (outcome.GetProperty("kind").GetString())
        {
            case "ok":
                return ScriptedHandler.Success(request);
            case "exception":
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "the connection broke");
        }

        var status = outcome.GetProperty("status").GetInt32();
        var code = outcome.TryGetProperty("code", out var given) ? given.GetString() : null;
        var response = code is null ? ScriptedHandler.Xml("", status) : ScriptedHandler.Error(status, code);
        if (outcome.TryGetProperty("retry_after_ms", out var wish) && wish.GetString() is { } text)
        {
            _ = response.Headers.TryAddWithoutValidation("x-amz-retry-after", text);
        }

        return response;
    }

    private Engine EngineFor(JsonElement script)
    {
        Engine? engine = null;
        var handler = new ScriptedHandler((request, _) =>
        {
            _attempts.Add(engine!.Clock.GetUtcNow());
            return Answer(request, _outcomes.Dequeue());
        });
        engine = new Engine(handler, script.GetProperty("max_attempts").GetInt32(), _randoms.Dequeue);
        return engine;
    }

    /// <summary>What one call did otherwise than expected; empty when it did all as expected.</summary>
    private async Task<string> DifferenceAsync(Engine engine, JsonElement call)
    {
        _attempts.Clear();
        Refill(_outcomes, call.GetProperty("outcomes").EnumerateArray());
        Refill(_randoms, call.GetProperty("random").EnumerateArray().Select(number => number.GetDouble()));
        var expected = call.GetProperty("expected");

        var task = CallAsync(engine, call.GetProperty("operation").GetString()!);
        await engine.RunAsync(task);
        var ended = engine.Clock.GetUtcNow();

        double[] pauses = [.. _attempts.Zip(_attempts.Skip(1), (before, after) => (after - before).TotalMilliseconds), (ended - _attempts[^1]).TotalMilliseconds];
        var last = expected.GetProperty("delay_before_error_ms");
        double[] wanted = [.. expected.GetProperty("delays_ms").EnumerateArray().Select(delay => delay.GetDouble()), last.ValueKind == JsonValueKind.Null ? 0 : last.GetDouble()];
        var asExpected = expected.GetProperty("result").GetString() == (task.IsCompletedSuccessfully ? "ok" : "error")
            && expected.GetProperty("attempts").GetInt32() == _attempts.Count
            && wanted.Length == pauses.Length
            && wanted.Zip(pauses).All(pair => Math.Abs(pair.First - pair.Second) < ToleranceMilliseconds)
            && expected.GetProperty("tokens_after").GetInt32() == engine.Pipeline.Budget.Tokens
            && (task.Exception?.InnerException is not SqsException error || error.Attempts == _attempts.Count);
        return asExpected
            ? ""
            : $"{call.GetProperty("operation")} ended {task.Status} after {_attempts.Count} attempts, pauses {string.Join(' ', pauses)}, tokens {engine.Pipeline.Budget.Tokens}; expected {expected}";
    }
}
