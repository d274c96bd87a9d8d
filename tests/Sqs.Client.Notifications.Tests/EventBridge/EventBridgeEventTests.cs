using System.Text;
using System.Text.Json.Serialization;

namespace Sqs.Client.Notifications.Tests.EventBridge;

public sealed class EventBridgeEventTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_OfAnEvent_TellsAllOfIt(bool isWrapped)
    {
        var read = EventBridgeEvent.Read(Documents.In(isWrapped ? Documents.Wrapped(Documents.Bridged) : Documents.Bridged));
        Assert.Equal("0", read.Version);
        Assert.Equal("6a7e8feb-b491-4cf7-a9f1-bf3703467718", read.Id);
        Assert.Equal("EC2 Instance State-change Notification", read.DetailType);
        Assert.Equal(("aws.ec2", "111122223333", "us-west-1"), (read.Source, read.Account, read.Region));
        Assert.Equal(new DateTimeOffset(2017, 12, 22, 18, 43, 48, TimeSpan.Zero), read.Time);
        Assert.Equal(["arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0"], read.Resources);
        Assert.Equal("""{ "instance-id": "i-1234567890abcdef0", "state": "terminated" }""", Encoding.UTF8.GetString(read.Detail.Span));
        Assert.Null(read.ReplayName);
        Assert.Equal(new StateChange("i-1234567890abcdef0", "terminated"), read.DetailAs(DetailJson.Default.StateChange));
    }

    [Fact]
    public void Read_OfAReplay_NamesIt() => Assert.Equal(
        "again", EventBridgeEvent.Read(Documents.In(Documents.Bridged.Replace("\"version\"", "\"replay-name\": \"again\", \"version\"", StringComparison.Ordinal))).ReplayName);

    [Theory]
    [InlineData("\"id\":", "\"ident\":", "id")]
    [InlineData("\"time\": \"2017-12-22T18:43:48Z\"", "\"time\": 5", "time")]
    [InlineData("\"time\": \"2017-12-22T18:43:48Z\"", "\"time\": \"today\"", "time")]
    [InlineData("[ \"arn", "[ 7, \"arn", "resources[0]")]
    [InlineData("\"resources\": [ ", "\"resources\": { \"x\": [", "line 11, byte 2")]
    [InlineData("{ \"instance-id\": \"i-1234567890abcdef0\", \"state\": \"terminated\" }", "5", "detail")]
    public void Read_OfABrokenEvent_NamesThePlace(string old, string replacement, string place)
    {
        var body = Documents.Bridged.Replace(old, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Documents.Bridged, body);
        Assert.Equal(place, Assert.Throws<NotificationFormatException>(() => EventBridgeEvent.Read(Documents.In(body))).Place);
    }

    [Fact]
    public void DetailAs_OfAnotherDetail_NamesThePlaceAndNotTheText()
    {
        var read = EventBridgeEvent.Read(Documents.In(Documents.Bridged.Replace("\"terminated\"", "[\"geheim\"]", StringComparison.Ordinal)));
        var refused = Assert.Throws<NotificationFormatException>(() => read.DetailAs(DetailJson.Default.StateChange));
        Assert.StartsWith("detail, line 1, byte ", refused.Place, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", refused.ToString() + read, StringComparison.Ordinal);
        Assert.Contains("6a7e8feb-b491-4cf7-a9f1-bf3703467718", read.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Detail_OutlivesALeasedBody()
    {
        var bytes = Encoding.UTF8.GetBytes(Documents.Bridged);
        var read = EventBridgeEvent.Parse(bytes);
        bytes.AsSpan().Clear();
        Assert.Equal("terminated", read.DetailAs(DetailJson.Default.StateChange).State);
    }
}

internal sealed record StateChange([property: JsonPropertyName("instance-id")] string InstanceId, [property: JsonPropertyName("state")] string State);

[JsonSerializable(typeof(StateChange))]
internal sealed partial class DetailJson : JsonSerializerContext;
