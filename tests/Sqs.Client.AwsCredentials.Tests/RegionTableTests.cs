using Amazon;

namespace Sqs.Client.Aws.Tests;

/// <summary>The client's own table of regions against that of the AWS SDK for .NET, which nobody here wrote: <c>*</c> has to mean the same.</summary>
public sealed class RegionTableTests
{
    public static TheoryData<string, string> Partitions =>
    [
        ("us-east-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov"), ("eusc-de-east-1", "aws-eusc"),
        ("us-iso-east-1", "aws-iso"), ("us-isob-east-1", "aws-iso-b"), ("eu-isoe-west-1", "aws-iso-e"), ("us-isof-east-1", "aws-iso-f"),
    ];

    [Theory]
    [MemberData(nameof(Partitions))]
    public async Task AStar_MeansTheRegionsOfThePartition(string home, string partition)
    {
        var factory = new RecordingFactory(home);

        var results = await factory.ReceiveFromRegionsAsync("*", "orders", cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        // Beside regions the SDK knows names of endpoints: us-east-1-regional, aws-global.
        var known = RegionEndpoint.EnumerableAllRegions.Where(region => region.PartitionName == partition && char.IsAsciiDigit(region.SystemName[^1])).Select(region => region.SystemName);
        Assert.Equal(known.Order(StringComparer.Ordinal), factory.Asked.Order(StringComparer.Ordinal));
        Assert.All(results, result => Assert.Equal(RegionalOutcome.NoQueue, result.Outcome));
    }

    private sealed class RecordingFactory(string home) : ISqsClientFactory
    {
        private readonly NoQueues _client = new();

        public List<string> Asked { get; } = [];

        public string Region => home;

        public ISqsClient ForRegion(string region)
        {
            Asked.Add(region);
            return _client;
        }
    }

    private sealed class NoQueues() : DelegatingSqsClient(new SqsClient(new SqsClientOptions { Region = "us-east-1" }))
    {
        public override Task<GetQueueUrlResponse> GetQueueUrlAsync(GetQueueUrlRequest request, CancellationToken cancellationToken = default) =>
            Task.FromException<GetQueueUrlResponse>(new QueueDoesNotExistException("none"));
    }
}
