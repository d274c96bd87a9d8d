using System.Globalization;

namespace Sqs.Client.Tests.Transport;

public sealed class ClockSkewTests
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("RequestTimeTooSkewed", 10)]
    [InlineData("RequestTimeTooSkewed", -10)]
    [InlineData("RequestInTheFuture", -10)]
    [InlineData("RequestExpired", 10)]
    [InlineData("SignatureDoesNotMatch", 10)]
    [InlineData("InvalidSignatureException", -10)]
    [InlineData("AuthFailure", 10)]
    public async Task Clock_TenMinutesOff_CostsOneAttemptOnce(string code, int minutes)
    {
        var server = new Server(code, TimeSpan.FromMinutes(minutes));

        var first = await server.Engine.SendAsync();
        await server.Engine.SendAsync();
        await server.Engine.SendAsync();

        Assert.Equal(2, first.Metadata.Attempts);
        Assert.Equal(4, server.Handler.Count);
        Assert.Equal(500, server.Engine.Pipeline.Budget.Tokens);
        Assert.Equal(TimeSpan.FromMinutes(minutes), server.Engine.Transport.Clock.Offset);
    }

    [Fact]
    public async Task Clock_CorrectedAndThenPutRight_IsCorrectedBack()
    {
        var server = new Server("RequestTimeTooSkewed", TimeSpan.FromMinutes(10));
        await server.Engine.SendAsync();
        server.Offset = TimeSpan.Zero;

        await server.Engine.SendAsync();

        Assert.Equal(4, server.Handler.Count);
        Assert.Equal(TimeSpan.Zero, server.Engine.Transport.Clock.Offset);
    }

    [Theory]
    [InlineData(239)]
    [InlineData(-239)]
    [InlineData(0)]
    public async Task RefusedSignature_WithClocksLessThanFourMinutesApart_LeavesTheClock(int seconds)
    {
        var server = new Server("SignatureDoesNotMatch", TimeSpan.FromSeconds(seconds)) { RefusesAll = true };

        var error = await Assert.ThrowsAsync<SqsException>(() => server.Engine.SendAsync());

        Assert.Equal(SqsErrorCode.SignatureDoesNotMatch, error.ErrorCode);
        Assert.Equal(1, server.Handler.Count);
        Assert.Equal(TimeSpan.Zero, server.Engine.Transport.Clock.Offset);
    }

    [Fact]
    public async Task RefusedAccess_WithClocksApart_LeavesTheClock()
    {
        var server = new Server("AccessDenied", TimeSpan.FromMinutes(10)) { RefusesAll = true };

        await Assert.ThrowsAsync<SqsException>(() => server.Engine.SendAsync());

        Assert.Equal(1, server.Handler.Count);
        Assert.Equal(TimeSpan.Zero, server.Engine.Transport.Clock.Offset);
    }

    [Fact]
    public async Task Clock_WithCorrectionOff_StaysAsItIs()
    {
        var server = new Server("RequestTimeTooSkewed", TimeSpan.FromMinutes(10), corrects: false);

        await Assert.ThrowsAsync<SqsException>(() => server.Engine.SendAsync());

        Assert.Equal(1, server.Handler.Count);
    }

    [Theory]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT")]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT")]
    [InlineData("Fri, 31 Dec 1999 23:59:59 GMT")]
    [InlineData("Sat, 01 Jan 2000 00:00:00 GMT")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    [InlineData("Thu, 31 Dec 9998 00:00:00 GMT")]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Date_OfAHostileServer_NeverThrowsNorIsTriedMoreThanOnceACall(string? date)
    {
        var handler = new ScriptedHandler((_, _) =>
        {
            var answer = ScriptedHandler.Error(403, "RequestTimeTooSkewed");
            if (date is not null)
            {
                answer.Headers.TryAddWithoutValidation("Date", date);
            }

            return answer;
        });
        var engine = new Engine(handler, maxAttempts: 10);

        for (var call = 1; call <= 3; call++)
        {
            var error = await Assert.ThrowsAsync<SqsException>(() => engine.SendAsync());
            Assert.InRange(error.Attempts, 1, 2);
            engine.Clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.InRange(engine.Transport.Clock.Now.Year, 2000, 9998);
    }

    [Fact]
    public async Task Date_ThatChangesWithEveryAnswer_MovesTheClockOncePerCall()
    {
        var engine = default(Engine);
        var offsets = new HashSet<TimeSpan>();
        var handler = new ScriptedHandler((_, number) =>
        {
            offsets.Add(engine!.Transport.Clock.Offset);
            var answer = ScriptedHandler.Error(403, "RequestTimeTooSkewed");
            answer.Headers.Date = engine.Clock.GetUtcNow().AddHours(number);
            return answer;
        });
        engine = new Engine(handler, maxAttempts: 10);

        await Assert.ThrowsAsync<SqsException>(() => engine.SendAsync());

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromHours(1)], offsets.Order());
        Assert.Equal(TimeSpan.FromHours(1), engine.Transport.Clock.Offset);
    }

    [Fact]
    public async Task Calls_RefusedTogether_BothRecover()
    {
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = new Server("RequestTimeTooSkewed", TimeSpan.FromMinutes(10));
        server.Before = async number =>
        {
            if (number == 2)
            {
                both.SetResult();
            }

            await both.Task;
        };

        await Task.WhenAll(server.Engine.SendAsync(), server.Engine.SendAsync());

        Assert.Equal(4, server.Handler.Count);
    }

    /// <summary>A service whose clock is off against ours, and that refuses what was signed at another time.</summary>
    private sealed class Server
    {
        public Server(string code, TimeSpan offset, bool corrects = true)
        {
            Offset = offset;
            Handler = new ScriptedHandler(async (request, number, _) =>
            {
                await Before(number);
                var now = Engine!.Clock.GetUtcNow() + Offset;
                var signed = DateTimeOffset.ParseExact(
                    Answers.Header(request, "X-Amz-Date"), "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
                var answer = RefusesAll || (now - signed).Duration() > Tolerated ? ScriptedHandler.Error(403, code) : ScriptedHandler.Success(request);
                answer.Headers.Date = now;
                return answer;
            });
            Engine = new Engine(Handler, change: settings => settings with { CorrectClockSkew = corrects });
        }

        public Engine Engine { get; }

        public ScriptedHandler Handler { get; }

        public TimeSpan Offset { get; set; }

        public bool RefusesAll { get; init; }

        public Func<int, Task> Before { get; set; } = _ => Task.CompletedTask;
    }
}
