namespace Sqs.Client.Tests.Queues;

public sealed class QueueUrlsTests
{
    [Theory]
    [InlineData("https://sqs.us-east-1.amazonaws.com/123456789012/orders", "orders", false)]
    [InlineData("https://sqs.us-east-1.amazonaws.com/123456789012/orders/", "orders", false)]
    [InlineData("https://sqs.us-east-1.amazonaws.com/123456789012/orders.fifo", "orders.fifo", true)]
    [InlineData("http://localhost:4566/orders.fifo/", "orders.fifo", true)]
    [InlineData("https://queue.fifo/123456789012/orders", "orders", false)]
    public void Url_OfAQueue_TellsItsNameAndKind(string url, string name, bool isFifo)
    {
        Assert.Equal(name, QueueUrls.NameOf(url).ToString());
        Assert.Equal(isFifo, QueueUrls.IsFifo(url));
    }
}
