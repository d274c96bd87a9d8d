namespace Sqs.Client.LocalServer.Tests.Faults;

/// <summary>Faults that end in an answer: errors, delays, other bodies, headers.</summary>
public sealed class FaultAnswerTests
{
    [Theory]
    [InlineData("throttle", 403, "RequestThrottled", "Sender")]
    [InlineData("500", 500, "InternalError", "Receiver")]
    [InlineData("503", 503, "ServiceUnavailable", "Receiver")]
    [InlineData("own", 418, "Teapot", "Sender")]
    public async Task Error_IsAnswered_BeforeOrAfterTheAction(string name, int status, string code, string type)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        foreach (var moment in new[] { FaultMoment.BeforeAction, FaultMoment.AfterAction })
        {
            var fault = name switch
            {
                "throttle" => Fault.Throttle(moment: moment),
                "500" => Fault.InternalError(moment),
                "503" => Fault.ServiceUnavailable(moment),
                _ => Fault.Error("Teapot", 418, moment: moment),
            };
            var active = server.Server.Faults.Add(new FaultRule { Action = "SendMessage", Fault = fault, Times = 1 });
            var answer = await server.FailAsync("SendMessage", "q", "MessageBody=x");
            Assert.Equal((status, code, type), (answer.Status, answer.Code, answer.One("Type")));
            Assert.False(answer.Response.Headers.Contains("x-amz-retry-after"));
            Assert.Equal(1, active.Fired);
            Assert.Equal(moment is FaultMoment.AfterAction ? 1 : 0, await server.StoredAsync("q"));
        }
    }

    [Theory]
    [InlineData(1500, "1500")]
    [InlineData(60_000, "60000")]
    [InlineData(-1, "-1")]
    [InlineData(0, "0")]
    public async Task Throttle_SaysWhenToComeAgain(int milliseconds, string header)
    {
        await using var server = await TestServer.StartAsync();
        _ = server.Server.Faults.Add(new FaultRule { Fault = Fault.Throttle(TimeSpan.FromMilliseconds(milliseconds)), Times = 1 });
        var answer = await server.PostAsync("Action=ListQueues");
        Assert.Equal((403, header), (answer.Status, answer.Response.Headers.GetValues("x-amz-retry-after").Single()));
        Assert.Equal(200, (await server.PostAsync("Action=ListQueues")).Status);
    }

    [Fact]
    public async Task ClockSkew_MovesTheDateHeaderOnly()
    {
        await using var server = await TestServer.StartAsync();
        _ = server.Server.Faults.Add(new FaultRule
        {
            Script =
            [
                Fault.None with { ClockSkew = TimeSpan.FromMinutes(-10) },
                Fault.Error("RequestTimeTooSkewed", 403) with { ClockSkew = TimeSpan.FromDays(1) },
                Fault.None with { Date = "Thu, 32 Foo 9999 99:99:99 GMT" },
            ],
        });
        var behind = await server.PostAsync("Action=ListQueues");
        var ahead = await server.PostAsync("Action=ListQueues");
        var nonsense = await server.PostAsync("Action=ListQueues");
        var right = await server.PostAsync("Action=ListQueues");
        Assert.Equal([200, 403, 200, 200], [behind.Status, ahead.Status, nonsense.Status, right.Status]);
        Assert.Equal(
            ["Mon, 31 Dec 2029 23:50:00 GMT", "Wed, 02 Jan 2030 00:00:00 GMT", "Thu, 32 Foo 9999 99:99:99 GMT", "Tue, 01 Jan 2030 00:00:00 GMT"],
            new[] { behind, ahead, nonsense, right }.Select(answer => answer.Response.Headers.NonValidated["Date"].ToString()));
    }

    [Theory]
    [InlineData(FaultMoment.BeforeAction)]
    [InlineData(FaultMoment.AfterAction)]
    public async Task Delay_HoldsTheAnswerBack_OnTheRealClock(FaultMoment moment)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = server.Server.Faults.Add(new FaultRule { Action = "SendMessage", Fault = Fault.Delay(TimeSpan.FromMilliseconds(400), moment) });
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var sending = server.DoAsync("SendMessage", "q", "MessageBody=x");
        await server.UntilFiredAsync(1);
        var storedEarly = watch.ElapsedMilliseconds < 300 ? await server.StoredAsync("q") : null;
        _ = await sending;
        Assert.True(watch.ElapsedMilliseconds >= 380, $"{watch.ElapsedMilliseconds} ms");
        Assert.Equal(1, await server.StoredAsync("q"));
        Assert.True(storedEarly is null || moment is FaultMoment.AfterAction || storedEarly == 0, $"{storedEarly} stored before the pause was over");
    }

    [Fact]
    public async Task Html_AndEmpty_Are200_AfterTheAction()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = server.Server.Faults.Add(new FaultRule { Action = "SendMessage", Script = [Fault.HtmlAnswer(), Fault.EmptyAnswer()] });
        var html = await server.DoAsync("SendMessage", "q", "MessageBody=x");
        Assert.StartsWith("<html>", html.Text, StringComparison.Ordinal);
        Assert.Equal("text/html", html.Response.Content.Headers.ContentType?.MediaType);
        var empty = await server.DoAsync("SendMessage", "q", "MessageBody=y");
        Assert.Equal(("", 0L), (empty.Text, empty.Response.Content.Headers.ContentLength));
        Assert.Equal(2, await server.StoredAsync("q"));
    }

    [Fact]
    public async Task Slow_DripsTheWholeAnswer()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = server.Server.Faults.Add(new FaultRule { Action = "SendMessage", Fault = Fault.SlowAnswer(5, TimeSpan.FromMilliseconds(50)) });
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var answer = await server.DoAsync("SendMessage", "q", "MessageBody=x");
        Assert.NotNull(answer.One("MessageId"));
        Assert.True(watch.ElapsedMilliseconds >= 230, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task Slow_ByteByByte_EndsWhenTheClientGoes()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = server.Server.Faults.Add(new FaultRule { Action = "SendMessage", Fault = Fault.SlowAnswer(int.MaxValue, TimeSpan.FromMilliseconds(20)) });
        using var patience = new CancellationTokenSource(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.PostAsync("Action=SendMessage&MessageBody=x", "/000000000000/q", patience.Token));
        Assert.Equal(1, await server.StoredAsync("q"));
    }
}
