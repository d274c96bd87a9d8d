namespace Sqs.Client.LocalServer.Tests.Recorded;

/// <summary>Requests in the manner of the early versions of the API, as its guide shows them.</summary>
public sealed class GuideRequestTests
{
    [Fact]
    public async Task Version_OfOld_IsAnsweredInItsNamespace()
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PostAsync("Action=CreateQueue&QueueName=q&Attribute.Name=VisibilityTimeout&Attribute.Value=40&Version=2009-02-01&Expires=2012-04-18T22%3A52%3A43PST&SecurityToken=x");
        Assert.Equal(200, answer.Status);
        Assert.Contains("xmlns=\"http://queue.amazonaws.com/doc/2009-02-01/\"", answer.Text, StringComparison.Ordinal);
        var attributes = await server.PostAsync("Action=GetQueueAttributes&AttributeName=VisibilityTimeout&Version=2012-11-05", "/000000000000/q/");
        Assert.Equal("40", attributes.Attribute("VisibilityTimeout"));
        Assert.Equal("NoSuchVersion", (await server.PostAsync("Action=ListQueues&Version=2020-01-01")).Code);
    }

    [Fact]
    public async Task Get_OnTheQueuesPath_IsAnswered()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        using var sent = await server.Http.GetAsync("/000000000000/q/?MessageBody=Your%20Message+Text&Version=2011-10-01&Action=SendMessage");
        Assert.Contains("<MD5OfMessageBody>", await sent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("Your Message Text", (await server.DoAsync("ReceiveMessage", "q")).One("Body"));
    }

    [Fact]
    public async Task Maps_WithoutAnIndex_AndWithTheValueFirst_AreRead()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        Assert.Equal(200, (await server.PostAsync("Action=SetQueueAttributes&Attribute.Value=41&Attribute.Name=VisibilityTimeout&Version=2009-02-01", "/000000000000/q/")).Status);
        Assert.Equal(200, (await server.PostAsync("Action=SendMessage&MessageBody=x&MessageAttribute.Value.StringValue=v&MessageAttribute.Value.DataType=String&MessageAttribute.Name=a&Version=2011-10-01", "/000000000000/q")).Status);
        Assert.Equal("41", (await server.DoAsync("GetQueueAttributes", "q", "AttributeName=VisibilityTimeout")).Attribute("VisibilityTimeout"));
        Assert.Equal("v", (await server.DoAsync("ReceiveMessage", "q", "MessageAttributeName=a")).One("StringValue"));
    }

    [Fact]
    public async Task ReadCount_OfAnOldVersion_IsOutOfRange()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var answer = await server.PostAsync("Action=ReceiveMessage&MaxNumberOfMessages=11&Version=2009-02-01", "/000000000000/q");
        Assert.Contains("<Code>ReadCountOutOfRange</Code>", answer.Text, StringComparison.Ordinal);
        Assert.Equal("InvalidParameterValue", (await server.FailAsync("ReceiveMessage", "q", "MaxNumberOfMessages=11")).Code);
    }
}
