using System.Text;

namespace Sqs.Client.Tests.Messages;

public sealed class MessageTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("order", 5)]
    [InlineData("é€😀", 2 + 3 + 4)]
    public void BodyUtf8Length_TextOrBytes_IsThatOfTheBytes(string body, int expected)
    {
        Assert.Equal(expected, new Message { Body = body }.BodyUtf8Length);
        Assert.Equal(expected, new Message { BodyUtf8 = Encoding.UTF8.GetBytes(body) }.BodyUtf8Length);
        Assert.Equal(0, new Message().BodyUtf8Length);
    }

    [Fact]
    public void BodyUtf8Length_ReceivedAsBytes_MakesNoString()
    {
        var message = new Message { BodyUtf8 = new byte[100_000] };
        _ = message.BodyUtf8Length;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var length = message.BodyUtf8Length;
        Assert.Equal((100_000, 0), (length, GC.GetAllocatedBytesForCurrentThread() - before));
    }
}
