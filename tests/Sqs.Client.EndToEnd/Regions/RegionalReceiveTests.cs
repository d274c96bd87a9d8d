using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.EndToEnd.Regions;

/// <summary>One embedded server that has several regions, signatures checked: it knows the region by the scope of the signature.</summary>
public sealed class RegionalReceiveTests : IAsyncLifetime
{
    private static readonly string[] Known = ["eu-west-1", "eu-west-2", "us-east-1"];

    private readonly VirtualClock _clock = new();
    private LocalSqs _server = null!;
    private SqsClientFactory _factory = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new LocalSqsOptions { TimeProvider = _clock, AccountId = "123456789012", Region = "eu-west-1" };
        Array.ForEach(Known, options.Regions.Add);
        options.AccessKeys.Add(new LocalAccessKey("AKIDOWN", "own-secret"));
        options.AccessKeys.Add(new LocalAccessKey("AKIDOTHER", "other-secret") { AccountId = "999999999999" });
        _server = await LocalSqs.StartAsync(options);
        _factory = NewFactory("AKIDOWN", "own-secret");
    }

    public async ValueTask DisposeAsync()
    {
        await _factory.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Receive_FromAList_BringsWhatEachRegionHasAndSaysWhichHasNoQueue()
    {
        await CreateAsync("eu-west-1", "orders", 3);
        await CreateAsync("eu-west-2", "orders", 2);

        var results = await AllAsync(" eu-west-1, us-east-1 ,eu-west-2,eu-west-1");

        Assert.Equal(["eu-west-1 Received 3", "eu-west-2 Received 2", "us-east-1 NoQueue 0"], results.Select(Line).Order(StringComparer.Ordinal));
        Assert.All(results.SelectMany(result => result.Response.Messages.Select(message => (result.Region, message.Body))), pair => Assert.StartsWith(pair.Region, pair.Body, StringComparison.Ordinal));
        var first = results.First(result => result.Region == "eu-west-2");
        _ = await first.Queue!.DeleteAsync(first.Response.Messages[0], Token);
        _ = Assert.Single(QueueIn("eu-west-2", "orders").GetMessages());
    }

    [Fact]
    public async Task ARegionThatRefuses_IsReportedAndTheOthersGoOn()
    {
        await CreateAsync("eu-west-1", "orders", 1);

        var results = await AllAsync("eu-west-1,ap-south-1");

        Assert.Equal(["ap-south-1 Failed 0", "eu-west-1 Received 1"], results.Select(Line).Order(StringComparer.Ordinal));
        var error = results.Single(result => result.Outcome == RegionalOutcome.Failed).Error!;
        Assert.Equal("SignatureDoesNotMatch", error.ErrorCode.Value);
    }

    [Fact]
    public async Task AStar_AsksEveryRegionOfThePartitionOnce()
    {
        await CreateAsync("us-east-1", "orders", 1);

        var results = await AllAsync("*");

        Assert.Equal(results.Count, results.Select(result => result.Region).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("us-east-1 Received 1", results.Select(Line));
        Assert.Equal(2, results.Count(result => result.Outcome == RegionalOutcome.NoQueue));
        Assert.Equal(results.Count - 3, results.Count(result => result.Outcome == RegionalOutcome.Failed));
        Assert.DoesNotContain(results, result => result.Region.StartsWith("cn-", StringComparison.Ordinal) || result.Region.StartsWith("us-gov-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task QueuesOfAnotherAccount_AreReceivedFromWhereTheirPolicyAllowsIt()
    {
        await CreateAsync("eu-west-1", "orders", 1);
        var mine = await SqsQueue.OpenAsync(_factory.ForRegion("eu-west-1"), "orders", cancellationToken: Token);
        _ = await _factory.ForRegion("eu-west-1").AddPermissionAsync(
            new AddPermissionRequest { QueueUrl = mine.Url, Label = "other", AWSAccountIds = ["999999999999"], Actions = ["ReceiveMessage", "GetQueueUrl"] }, Token);
        await using var theirs = NewFactory("AKIDOTHER", "other-secret");

        var options = new RegionalReceiveOptions { OwnerAccountId = "123456789012" };
        var result = Assert.Single(await theirs.ReceiveFromRegionsAsync("eu-west-1", "orders", options, Token).ToListAsync());

        Assert.Equal("eu-west-1 Received 1", Line(result));
    }

    [Fact]
    public async Task Following_GoesOnWithWhatComesAndEndsARegionWithoutTheQueue()
    {
        await CreateAsync("eu-west-1", "orders", 1);
        await CreateAsync("eu-west-2", "orders", 1);
        var seen = new List<string>();
        await foreach (var result in _factory.ReceiveFromRegionsAsync("eu-west-1,eu-west-2,us-east-1", "orders", Following(), Token))
        {
            seen.Add(Line(result));
            foreach (var message in result.Response.Messages)
            {
                _ = await result.Queue!.DeleteAsync(message, Token);
            }

            if (seen.Count == 3)
            {
                await SendAsync("eu-west-2", "orders", 2);
            }
            else if (seen.Count == 4)
            {
                break;
            }
        }

        Assert.Equal(["eu-west-1 Received 1", "eu-west-2 Received 1", "us-east-1 NoQueue 0"], seen.Take(3).Order(StringComparer.Ordinal));
        Assert.StartsWith("eu-west-2 Received", seen[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LeavingEarly_MakesWhatWasNotTakenVisibleAgain()
    {
        string[] regions = ["eu-west-1", "eu-west-2"];
        foreach (var region in regions)
        {
            await CreateAsync(region, "orders.fifo", 4);
        }

        string taken;
        var watched = new WatchedFactory(_factory);
        await using (var results = watched.ReceiveFromRegionsAsync("eu-west-1,eu-west-2", "orders.fifo", cancellationToken: Token).GetAsyncEnumerator(Token))
        {
            Assert.True(await results.MoveNextAsync());
            taken = results.Current.Region;
            while (watched.Answers < regions.Length)
            {
                await Task.Yield(); // an answer that is still on its way when the stream is left hides its messages
            }
        }

        var other = await SqsQueue.OpenAsync(_factory.ForRegion(regions.Single(region => region != taken)), "orders.fifo", cancellationToken: Token);
        var again = await other.ReceiveAsync(cancellationToken: Token);
        Assert.Equal(["0", "1", "2", "3"], again.Messages.Select(message => message.Body[^1..]));
        var left = await SqsQueue.OpenAsync(_factory.ForRegion(taken), "orders.fifo", cancellationToken: Token);
        Assert.Empty((await left.ReceiveAsync(cancellationToken: Token)).Messages);
    }

    [Fact]
    public async Task TheStream_ReadTwice_AsksTwice()
    {
        await CreateAsync("eu-west-1", "orders", 11);
        var stream = _factory.ReceiveFromRegionsAsync("eu-west-1", "orders", cancellationToken: Token);

        Assert.Equal(["eu-west-1 Received 10"], (await stream.ToListAsync(Token)).Select(Line));
        Assert.Equal(["eu-west-1 Received 1"], (await stream.ToListAsync(Token)).Select(Line));
    }

    [Theory]
    [InlineData("", "regions[0]")]
    [InlineData("eu-west-1,,eu-west-2", "regions[1]")]
    [InlineData("eu-west-1,*", "regions[1]")]
    [InlineData("eu-west-1,evil.example/", "regions[1]")]
    public void AListWithAMistake_IsRefusedByItsPlace(string regions, string member) =>
        Assert.Equal(member, Assert.Throws<SqsValidationException>(() => _factory.ReceiveFromRegionsAsync(regions, "orders", cancellationToken: Token)).Member);

    [Fact]
    public async Task MistakesOfTheCaller_EndTheStreamByTheirException()
    {
        await CreateAsync("eu-west-1", "orders", 0);
        var url = (await SqsQueue.OpenAsync(_factory.ForRegion("eu-west-1"), "orders", cancellationToken: Token)).Url;
        Assert.Equal("queueName", Assert.Throws<SqsValidationException>(() => _factory.ReceiveFromRegionsAsync("*", url, cancellationToken: Token)).Member);

        var options = Following();
        options.Receive = new ReceiveOptions { MaxMessages = 11 };
        var refused = await Assert.ThrowsAsync<SqsValidationException>(async () => await _factory.ReceiveFromRegionsAsync("eu-west-1,eu-west-2", "orders", options, Token).ToListAsync());
        Assert.Equal("MaxNumberOfMessages", refused.Member);
    }

    [Fact]
    public async Task Cancelling_EndsTheStreamAndItsPolls()
    {
        await CreateAsync("eu-west-1", "orders", 0);
        await CreateAsync("eu-west-2", "orders", 0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var options = Following();
        options.Receive = new ReceiveOptions { Wait = TimeSpan.FromSeconds(20) };
        var reading = Task.Run(async () => await _factory.ReceiveFromRegionsAsync("eu-west-1,eu-west-2", "orders", options, stop.Token).ToListAsync(), Token);
        while (_server.Requests.Count(request => request.Action == "ReceiveMessage") < 2 && !reading.IsCompleted)
        {
            await Task.Yield();
        }

        await stop.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private static string Line(RegionalReceive result) => $"{result.Region} {result.Outcome} {result.Response.Messages.Count}";

    private LocalQueue QueueIn(string region, string name) => _server.Queues.Single(queue => queue.Region == region && queue.Name == name);

    private RegionalReceiveOptions Following() => new() { Follow = true, Receive = new ReceiveOptions { Wait = TimeSpan.FromSeconds(1) }, Random = static () => 0 };

    private SqsClientFactory NewFactory(string keyId, string secret) => new(new SqsClientOptions
    {
        Endpoint = _server.Endpoint,
        Region = "eu-west-1",
        Credentials = new StaticCredentialsSource(new AwsCredentials(keyId, secret)),
        TimeProvider = _clock,
        MaxAttempts = 1,
    });

    private async Task<List<RegionalReceive>> AllAsync(string regions) => await _factory.ReceiveFromRegionsAsync(regions, "orders", cancellationToken: Token).ToListAsync();

    private async Task CreateAsync(string region, string name, int messages)
    {
        var attributes = new Dictionary<QueueAttributeName, string>();
        if (name.EndsWith(".fifo", StringComparison.Ordinal))
        {
            attributes[QueueAttributeName.FifoQueue] = "true";
            attributes[QueueAttributeName.ContentBasedDeduplication] = "true";
        }

        _ = await _factory.ForRegion(region).CreateQueueAsync(new CreateQueueRequest { QueueName = name, Attributes = attributes }, Token);
        await SendAsync(region, name, messages);
    }

    private async Task SendAsync(string region, string name, int messages)
    {
        var queue = await SqsQueue.OpenAsync(_factory.ForRegion(region), name, cancellationToken: Token);
        var results = await queue.SendManyAsync(
            Enumerable.Range(0, messages).Select(number => new OutgoingMessage { Body = $"{region} {number}", MessageGroupId = queue.IsFifo ? "g" : null }), Token);
        Assert.All(results, result => Assert.Equal(SendOutcome.Sent, result.Outcome));
    }

    /// <summary>Counts the receives that came back to the client.</summary>
    private sealed class WatchedFactory(ISqsClientFactory inner) : ISqsClientFactory
    {
        private int _answers;

        public int Answers => Volatile.Read(ref _answers);

        public string Region => inner.Region;

        public ISqsClient ForRegion(string region) => new Watched(this, inner.ForRegion(region));

        private sealed class Watched(WatchedFactory factory, ISqsClient client) : DelegatingSqsClient(client)
        {
            public override async Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default)
            {
                var response = await Inner.ReceiveMessageAsync(request, cancellationToken);
                _ = Interlocked.Increment(ref factory._answers);
                return response;
            }
        }
    }
}
