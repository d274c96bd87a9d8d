using System.Diagnostics.Metrics;

namespace Sqs.Client.LocalServer.Tests.Inspection;

public sealed class InspectionTests
{
    [Fact]
    public async Task Messages_AreSeenInEachState_AndNotTouched()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q", "Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=40&Tag.1.Key=team&Tag.1.Value=blue");
        await server.DoAsync("SendMessage", "q", "MessageBody=taken");
        var id = (await server.DoAsync("ReceiveMessage", "q")).One("MessageId");
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.DoAsync("SendMessage", "q", "MessageBody=later&DelaySeconds=60");
        await server.DoAsync("SendMessage", "q", "MessageBody=now&MessageGroupId=g");

        var queue = server.Server.GetQueue("q");
        var start = server.Clock.GetUtcNow();
        for (var look = 0; look < 2; look++)
        {
            var messages = queue.GetMessages();
            Assert.Equal(["taken", "later", "now"], messages.Select(message => message.Body));
            Assert.Equal([LocalMessageState.InFlight, LocalMessageState.Delayed, LocalMessageState.Visible], messages.Select(message => message.State));
            Assert.Equal([start.AddSeconds(39), start.AddSeconds(60), null], messages.Select(message => message.VisibleAt));
            Assert.Equal([1, 0, 0], messages.Select(message => message.ReceiveCount));
            Assert.Equal([null, null, "g"], messages.Select(message => message.MessageGroupId));
            Assert.Equal(id, messages[0].MessageId);
            Assert.Equal(new LocalMessageCounts(1, 1, 1), queue.Counts);
        }

        Assert.Equal("40", queue.Attributes["VisibilityTimeout"]);
        Assert.Equal("blue", queue.Tags["team"]);
        Assert.DoesNotContain("taken", queue.GetMessages()[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_IsFoundByNameUrlAndArn()
    {
        await using var server = await TestServer.StartAsync(options => options.AccessKeys.Add(new LocalAccessKey("B", "b") { AccountId = "111122223333" }));
        await server.CreateAsync("q");
        Assert.Equal(200, (await new SignedCaller(server, "B", "b", "eu-west-1").SendAsync("Action=CreateQueue&QueueName=q")).Status);
        var queues = server.Server.Queues;
        Assert.Equal(["arn:aws:sqs:eu-west-1:111122223333:q", "arn:aws:sqs:us-east-1:000000000000:q"], queues.Select(queue => queue.Arn));
        Assert.Equal(queues[1].Arn, server.Server.GetQueue("arn:aws:sqs:us-east-1:000000000000:q").Arn);
        Assert.Equal(queues[1].Arn, server.Server.GetQueue(server.UrlOf("q")).Arn);
        Assert.Equal(queues[0].Arn, server.Server.GetQueue("arn:aws:sqs:eu-west-1:111122223333:q").Arn);
        _ = Assert.Throws<KeyNotFoundException>(() => server.Server.GetQueue("w"));
    }

    [Fact]
    public async Task Requests_AreRemembered_TheLatestOnes()
    {
        await using var server = await TestServer.StartAsync(options => options.KeptRequests = 3);
        await server.CreateAsync("q");
        await server.CreateAsync("w");
        await server.DoAsync("SendMessage", "q", "MessageBody=x");
        _ = await server.FailAsync("SendMessage", "nowhere", "MessageBody=x");
        var answer = await server.FailAsync("ReceiveMessage", "q", "MaxNumberOfMessages=11");

        var seen = server.Server.Requests;
        Assert.Equal(["SendMessage", "SendMessage", "ReceiveMessage"], seen.Select(request => request.Action));
        Assert.Equal(["q", "nowhere", "q"], seen.Select(request => request.QueueName));
        Assert.Equal([200, 400, 400], seen.Select(request => request.StatusCode));
        Assert.Equal([null, "AWS.SimpleQueueService.NonExistentQueue", "InvalidParameterValue"], seen.Select(request => request.ErrorCode));
        Assert.Equal(answer.Response.Headers.GetValues("x-amzn-RequestId").Single(), seen[2].RequestId);
        Assert.All(seen, request => Assert.Equal(("us-east-1", "arn:aws:iam::000000000000:root", LocalProtocol.Query), (request.Region, request.CallerArn, request.Protocol)));
        Assert.Equal(5, server.Server.RequestCount);
    }

    [Fact]
    public async Task Requests_WithoutAnAnswer_AreRememberedToo()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = server.Server.Faults.Add(new FaultRule { Action = "SendMessage", Fault = Fault.Reset(FaultMoment.AfterAction), Times = 1 });
        _ = await Assert.ThrowsAsync<HttpRequestException>(() => server.DoAsync("SendMessage", "q", "MessageBody=x"));
        var lost = server.Server.Requests[^1];
        Assert.Equal(("SendMessage", "q", 0, null), (lost.Action, lost.QueueName, lost.StatusCode, lost.ErrorCode));
        Assert.Equal(1, server.Server.GetQueue("q").Counts.Visible);
    }

    [Fact]
    public async Task Instruments_HaveTheNamesAndTheFiguresOfCloudWatch()
    {
        await using var server = await TestServer.StartAsync();
        await using var other = await TestServer.StartAsync();
        var figures = new Dictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, hear) =>
            {
                if (instrument.Meter.Name == LocalSqs.MeterName && instrument.Meter.Scope == server.Server)
                {
                    hear.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Book(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Book(instrument.Name, value, tags));
        listener.Start();

        await server.CreateAsync("q");
        await other.CreateAsync("q");
        await other.DoAsync("SendMessage", "q", "MessageBody=elsewhere");
        await server.DoAsync("SendMessageBatch", "q", "SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.MessageBody=12345&SendMessageBatchRequestEntry.2.Id=b&SendMessageBatchRequestEntry.2.MessageBody=123&SendMessageBatchRequestEntry.2.DelaySeconds=9");
        await server.DoAsync("SendMessage", "q", "MessageBody=1");
        var handles = (await server.DoAsync("ReceiveMessage", "q", "MaxNumberOfMessages=10")).All("ReceiptHandle");
        await server.DoAsync("ReceiveMessage", "q");
        await server.DoAsync("DeleteMessage", "q", $"ReceiptHandle={Uri.EscapeDataString(handles[0])}");
        await server.DoAsync("DeleteMessage", "q", $"ReceiptHandle={Uri.EscapeDataString(handles[0])}");
        await server.DoAsync("SendMessage", "q", "MessageBody=12");
        listener.RecordObservableInstruments();

        Assert.Equal(
            new SortedDictionary<string, long>(StringComparer.Ordinal)
            {
                ["NumberOfMessagesSent"] = 4,
                ["SentMessageSize"] = 11,
                ["NumberOfMessagesReceived"] = 2,
                ["NumberOfEmptyReceives"] = 1,
                ["NumberOfMessagesDeleted"] = 1,
                ["ApproximateNumberOfMessagesVisible"] = 1,
                ["ApproximateNumberOfMessagesNotVisible"] = 1,
                ["ApproximateNumberOfMessagesDelayed"] = 1,
            },
            new SortedDictionary<string, long>(figures, StringComparer.Ordinal));
        Assert.Equal(new LocalQueueTotals(4, 2, 1, 1), server.Server.GetQueue("q").Totals);

        void Book(string name, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            Assert.Equal(["QueueName=q", "Region=us-east-1", "AccountId=000000000000"], tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            figures[name] = figures.GetValueOrDefault(name) + value;
        }
    }
}
