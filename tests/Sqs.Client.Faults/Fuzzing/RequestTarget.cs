using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Faults.Fuzzing;

#pragma warning disable CA5394 // The seeds make the mutations repeatable.

/// <summary>Damaged requests to the embedded server: it answers well or closes, fails at nothing, and goes on serving.</summary>
/// <remarks>Ids and handles are the server's own, and anew in each run: a case that repeats hits the same place of other ids.</remarks>
internal sealed class RequestTarget(FuzzSettings settings) : IFuzzTarget
{
    /// <summary>So many cases work with one server, which remembers what they did to it.</summary>
    private const int Generation = 500;
    private const int Serving = 100;

    private readonly FailureLog _log = new();
    private long _generation = -1;
    private Peer? _peer;

    public IEnumerable<string> Summary => [];

    public async Task<FuzzCase> RunAsync(long index, Random random)
    {
        if (_peer is null || index / Generation != _generation)
        {
            await DisposeAsync();
            (_generation, _peer) = (index / Generation, await Peer.StartAsync(_log));
        }

        var exchanges = _peer.Exchanges[settings.ProtocolOf(index)];
        var exchange = exchanges[random.Next(exchanges.Length)];
        var other = exchanges[random.Next(exchanges.Length)];
        var (outcome, wrong) = random.Next(5) switch
        {
            0 => await _peer.RawAsync(Mutator.Of(RawHttp.Bytes(exchange.Request), RawHttp.Bytes(other.Request), random)),
            1 => await _peer.SignedAsync(WithOddHead(exchange.Request, other.Request, random)),
            _ => await _peer.SignedAsync(WithBody(exchange.Request, Mutator.Of(exchange.Request.Body, other.Request.Body, random))),
        };
        wrong = _log.Take() ?? wrong ?? (index % Serving == Serving - 1 ? await _peer.ServesAsync() : null);
        return new FuzzCase(exchange.Request.Action, outcome, wrong);
    }

    public async ValueTask DisposeAsync()
    {
        if (_peer is not null)
        {
            await _peer.DisposeAsync();
            _peer = null;
        }
    }

    private static HttpRequestMessage WithBody(RecordedRequest request, byte[] body)
    {
        var message = new HttpRequestMessage(request.Method, request.Target) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in request.Headers.Where(header => !IsOfSigner(header.Key)))
        {
            _ = message.Headers.TryAddWithoutValidation(name, value) || message.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    /// <summary>The body as it was, or moved to the query; path, content type and target damaged.</summary>
    private static HttpRequestMessage WithOddHead(RecordedRequest request, RecordedRequest other, Random random)
    {
        var message = WithBody(request, request.Body);
        switch (random.Next(4))
        {
            case 0:
                message.Method = HttpMethod.Get;
                message.Content = null;
                message.RequestUri = new Uri(request.Target, "?" + Ascii(Mutator.Of(request.Body, other.Body, random)));
                break;
            case 1:
                message.RequestUri = new Uri(request.Target, "/" + Ascii(Mutator.Of(Encoding.ASCII.GetBytes(request.Target.AbsolutePath), other.Body, random)).TrimStart('/'));
                break;
            case 2:
                message.Content!.Headers.ContentType = null;
                _ = message.Content.Headers.TryAddWithoutValidation("Content-Type", Ascii(Mutator.Of([.. "application/x-amz-json-1.0"u8], other.Body, random)));
                break;
            default:
                _ = message.Headers.Remove("X-Amz-Target");
                _ = message.Headers.TryAddWithoutValidation("X-Amz-Target", Ascii(Mutator.Of([.. "AmazonSQS.SendMessage"u8], other.Body, random)));
                break;
        }

        return message;
    }

    private static bool IsOfSigner(string name) =>
        name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) || name.Equals("X-Amz-Date", StringComparison.OrdinalIgnoreCase)
        || name.Equals("X-Amz-Security-Token", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase);

    private static string Ascii(byte[] bytes) => new([.. bytes.Select(value => value is > 0x20 and < 0x7F ? (char)value : '.').Take(2000)]);

    /// <summary>What the server's own log calls a failure inside it.</summary>
    private sealed class FailureLog : ILoggerFactory, ILogger
    {
        private string? _failure;

        public string? Take() => Interlocked.Exchange(ref _failure, null);

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Volatile.Write(ref _failure, $"{formatter(state, exception)}\n{exception}");
    }
}
