using System.Net;
using System.Text;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Faults.Fuzzing;

#pragma warning disable CA5394 // The seeds make the mutations repeatable.

/// <summary>Damaged answers to the public client: only its own exceptions come out, and what it accepts has the digests that it says.</summary>
internal sealed class ResponseTarget : IFuzzTarget
{
    private static readonly HttpStatusCode[] Statuses =
        [HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.BadRequest, HttpStatusCode.Forbidden, HttpStatusCode.InternalServerError, (HttpStatusCode)599];

    private readonly FuzzSettings _settings;
    private readonly DigestJudge _judge = new();
    private readonly Dictionary<SqsProtocol, (CannedHandler Handler, SqsClient Client, Exchange[] Exchanges)> _sides = [];

    private ResponseTarget(FuzzSettings settings) => _settings = settings;

    public IEnumerable<string> Summary =>
    [
        FormattableString.Invariant($"{_judge.Verified} messages received and verified, {_judge.WithoutDigest} without a digest to compare, {_judge.SetApart} set apart as damaged"),
    ];

    public static async Task<ResponseTarget> MakeAsync(FuzzSettings settings)
    {
        var target = new ResponseTarget(settings);
        var (clock, steady) = (new VirtualClock(), new SteadyAnswer());
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false, TimeProvider = clock });
        foreach (var protocol in new[] { SqsProtocol.Query, SqsProtocol.Json })
        {
            var handler = new CannedHandler();
            var client = Recording.NewClient(handler, protocol, new Uri("http://localhost/"), new AwsCredentials("AKID", "secret"), clock);
            target._sides.Add(protocol, (handler, client, [.. (await Recording.MakeAsync(server, protocol, clock)).Select(steady.Of)]));
        }

        return target;
    }

    public async Task<FuzzCase> RunAsync(long index, Random random)
    {
        var (handler, client, exchanges) = _sides[_settings.ProtocolOf(index)];
        var exchange = exchanges[random.Next(exchanges.Length)];
        handler.Next = Damage(exchange.Answer, exchanges[random.Next(exchanges.Length)].Answer, random);
        var action = exchange.Request.Action;
        try
        {
            var response = await exchange.Call(client);
            using var lease = response as IDisposable;
            return new FuzzCase(action, FuzzCase.Accepted, _judge.Judge(response));
        }
        catch (SqsException error) when (error.GetType().Assembly == typeof(SqsException).Assembly)
        {
            return new FuzzCase(action, error.GetType().Name, error is SqsValidationException ? "the request was called invalid: " + error.Message : null);
        }
        catch (Exception error)
        {
            return new FuzzCase(action, error.GetType().Name, error.ToString());
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (handler, client, _) in _sides.Values)
        {
            await client.DisposeAsync();
            handler.Dispose();
        }
    }

    private static Func<HttpResponseMessage> Damage(RecordedAnswer answer, RecordedAnswer other, Random random)
    {
        var body = Mutator.Of(answer.Body, other.Body, random);
        var status = random.Next(8) == 0 ? Statuses[random.Next(Statuses.Length)] : answer.Status;
        var type = random.Next(8) == 0 ? other.ContentType : answer.ContentType;
        var error = random.Next(8) == 0 ? Encoding.Latin1.GetString(Mutator.Of(Encoding.Latin1.GetBytes(answer.QueryError ?? "a;Sender"), other.Body, random)) : answer.QueryError;
        int? pieces = random.Next(8) == 0 ? random.Next(1, 200) : null;
        return () => CannedHandler.Answer(status, body, type, error, pieces);
    }
}
