using System.Text.Json;

namespace Sqs.Client.Notifications.Tests.Marketplace;

public sealed class MarketplaceGrantTests
{
    [Fact]
    public async Task Marketplace_MaySendAfterTheGrant_AndNotBefore()
    {
        await using var stage = await Stage.StartAsync();
        var url = await stage.QueueAsync("offers");
        var (marketplace, stranger) = (stage.As(QueueAccess.MarketplaceAccount), stage.As(Stage.Stranger));
        await RefusedAsync(() => Send(marketplace));
        await RefusedAsync(() => Read(marketplace));

        var policy = await stage.Client.GrantMarketplaceNotificationsAsync(url);

        _ = await Send(marketplace);
        Assert.EndsWith(":offers", (await Read(marketplace)).Attributes[QueueAttributeName.QueueArn], StringComparison.Ordinal);
        await RefusedAsync(() => marketplace.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url }));
        await RefusedAsync(() => marketplace.DeleteQueueAsync(new DeleteQueueRequest { QueueUrl = url }));
        await RefusedAsync(() => Send(stranger));
        Assert.Equal(policy, await stage.PolicyAsync(url));

        Task<SendMessageResponse> Send(SqsClient client) => client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = Documents.Offer });
        Task<GetQueueAttributesResponse> Read(SqsClient client) =>
            client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = [QueueAttributeName.QueueArn] });
    }

    [Fact]
    public async Task Grant_KeepsWhatThePolicySays_AndIsMadeOnce()
    {
        await using var stage = await Stage.StartAsync();
        var url = await stage.QueueAsync("offers");
        _ = await stage.Client.AddPermissionAsync(new AddPermissionRequest { QueueUrl = url, Label = "friends", AWSAccountIds = [Stage.Stranger], Actions = ["SendMessage"] });
        _ = await stage.Client.GrantMarketplaceNotificationsAsync(url);
        var policy = await stage.Client.GrantMarketplaceNotificationsAsync(url);

        Assert.Equal(2, policy.Statements.Count);
        Assert.NotNull(policy.Find("friends"));
        var granted = Assert.Single(policy.Statements, statement => statement.Sid != "friends");
        Assert.Equal([PolicyPrincipal.Account("437568002678")], granted.Principals);
        Assert.Equal(["sqs:GetQueueAttributes", "sqs:SendMessage"], granted.Actions.Select(action => action.Value).Order());
    }

    [Theory]
    [InlineData("offers.fifo")]
    [InlineData("offers.fifo/")]
    public async Task FifoQueue_IsRefused_BeforeAnythingIsSent(string name)
    {
        await using var stage = await Stage.StartAsync();
        var refused = await Assert.ThrowsAsync<SqsValidationException>(() => stage.Client.GrantMarketplaceNotificationsAsync($"{stage.Server.Endpoint}{Stage.Owner}/{name}"));
        Assert.Equal("queueUrl", refused.Member);
        Assert.Empty(stage.Server.Requests);
    }

    [Fact]
    public async Task Queue_ThatDoesNotExist_IsTold()
    {
        await using var stage = await Stage.StartAsync();
        _ = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => stage.Client.GrantMarketplaceNotificationsAsync($"{stage.Server.Endpoint}{Stage.Owner}/none"));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")]
    public void KmsStatement_IsAStatementToPaste(string key)
    {
        using var statement = JsonDocument.Parse(MarketplaceNotifications.KmsStatement(key));
        Assert.Equal("Allow", statement.RootElement.GetProperty("Effect").GetString());
        Assert.Equal("arn:aws:iam::437568002678:root", statement.RootElement.GetProperty("Principal").GetProperty("AWS").GetString());
        Assert.Equal(["kms:GenerateDataKey", "kms:Decrypt"], statement.RootElement.GetProperty("Action").EnumerateArray().Select(action => action.GetString()));
        Assert.Equal(key, statement.RootElement.GetProperty("Resource").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("alias/aws/sqs")]
    [InlineData("arn:aws:kms:us-east-1:111122223333:alias/mine")]
    [InlineData("arn:aws:kms:us-east-1:111122223333:key/*")]
    [InlineData("arn:aws:sqs:us-east-1:111122223333:offers")]
    public void KmsStatement_OfWhatIsNoKey_IsRefused(string key) =>
        Assert.Equal("keyArn", Assert.Throws<SqsValidationException>(() => MarketplaceNotifications.KmsStatement(key)).Member);

    private static async Task RefusedAsync(Func<Task> call) =>
        Assert.Equal(SqsErrorCode.AccessDenied, (await Assert.ThrowsAsync<SqsException>(call)).ErrorCode);
}
