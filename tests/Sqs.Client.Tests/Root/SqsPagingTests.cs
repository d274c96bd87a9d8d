using Sqs.Client.Tests.Transport;

namespace Sqs.Client.Tests.Root;

public sealed class SqsPagingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queues_OfManyPages_AreAllListed()
    {
        await using var client = new FakeSqs { OnList = request => Page(request.NextToken) };

        var urls = await client.ListAllQueuesAsync("prefix", Token).ToListAsync(Token);

        Assert.Equal(["a", "b", "c"], urls);
        Assert.All(client.Requests.Cast<ListQueuesRequest>(), request => Assert.Equal((1000, "prefix"), (request.MaxResults, request.QueueNamePrefix)));
        Assert.Equal([null, "t1", "t2"], client.Requests.Cast<ListQueuesRequest>().Select(request => request.NextToken));
    }

    [Fact]
    public async Task Sources_OfManyPages_AreAllListed()
    {
        await using var client = new FakeSqs
        {
            OnListSources = request => new ListDeadLetterSourceQueuesResponse { QueueUrls = Page(request.NextToken).QueueUrls, NextToken = Page(request.NextToken).NextToken },
        };

        var urls = await client.ListAllDeadLetterSourceQueuesAsync("https://host/1/q", Token).ToListAsync(Token);

        Assert.Equal(["a", "b", "c"], urls);
        Assert.All(client.Requests.Cast<ListDeadLetterSourceQueuesRequest>(), request => Assert.Equal((1000, "https://host/1/q"), (request.MaxResults, request.QueueUrl)));
    }

    [Fact]
    public async Task Token_ThatComesTwice_IsAnError()
    {
        await using var client = new FakeSqs { OnList = _ => new ListQueuesResponse { QueueUrls = ["a"], NextToken = "same" } };

        await Assert.ThrowsAsync<SqsResponseException>(async () => await client.ListAllQueuesAsync(cancellationToken: Token).ToListAsync(Token));

        Assert.Equal(2, client.Requests.Count);
    }

    [Fact]
    public async Task Pages_AreReadWhenTheyAreAskedFor()
    {
        await using var client = new FakeSqs { OnList = request => Page(request.NextToken) };

        await foreach (var url in client.ListAllQueuesAsync(cancellationToken: Token))
        {
            Assert.Equal("a", url);
            break;
        }

        Assert.Single(client.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Caller_ThatCancels_EndsTheList(bool byArgument)
    {
        using var source = new CancellationTokenSource();
        var handler = new ScriptedHandler((_, number) => Answers.Result("ListQueues", $"<QueueUrl>https://host/1/q</QueueUrl><NextToken>{number}</NextToken>"));
        await using var client = new SqsClient(
            new SqsClientOptions { Region = "us-east-1", Credentials = new Signing.StaticCredentialsSource(Engine.Credentials) },
            new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan });
        var list = client.ListAllQueuesAsync(cancellationToken: byArgument ? source.Token : CancellationToken.None);
        await using var urls = list.GetAsyncEnumerator(byArgument ? CancellationToken.None : source.Token);
        Assert.True(await urls.MoveNextAsync());
        Assert.True(await urls.MoveNextAsync());

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await urls.MoveNextAsync());

        Assert.Equal(2, handler.Count);
    }

    private static ListQueuesResponse Page(string? token) => token switch
    {
        null => new ListQueuesResponse { QueueUrls = ["a"], NextToken = "t1" },
        "t1" => new ListQueuesResponse { QueueUrls = [], NextToken = "t2" }, // a page may be empty
        _ => new ListQueuesResponse { QueueUrls = ["b", "c"] },
    };
}
