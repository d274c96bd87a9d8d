using System.Xml.Linq;

namespace Sqs.Client.Notifications.Tests.Marketplace;

public sealed class MarketplaceNotificationTests
{
    private const string MetaData = "<NotificationMetaData><UniqueId>7</UniqueId></NotificationMetaData>";
    private const string Id = "94d5d7c8-0b4c-4b3d-8a0e-5a5c4f8d1234";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_OfANotification_TellsAllOfIt(bool isUtf8)
    {
        var read = MarketplaceNotification.Read(Documents.In(Documents.Offer, isUtf8));
        var metaData = read.NotificationMetaData;
        Assert.Equal(("AnyOfferChanged", "1.0", Id), (metaData.NotificationType, metaData.PayloadVersion, metaData.UniqueId));
        Assert.Equal(("A3TH9S8BH6GOGM", "A2EUQ1WTGCTBG2", "2023-01-11T00:09:53.109Z"), (metaData.SellerId, metaData.MarketplaceId, metaData.PublishTimeText));
        Assert.Equal(new DateTimeOffset(2023, 1, 11, 0, 9, 53, 109, TimeSpan.Zero), metaData.PublishTime);
        Assert.Empty(metaData.UnknownElements);
        Assert.Empty(read.UnknownElements);
        Assert.True(XNode.DeepEquals(XDocument.Parse(Documents.Offer).Descendants("AnyOfferChangedNotification").Single(), XElement.Parse(read.NotificationPayload)));
        Assert.Equal(Id, MarketplaceNotification.UniqueIdOf(Documents.In(Documents.Offer, isUtf8)));
    }

    [Fact]
    public void Read_OfAUniqueIdAlone_IsEnough()
    {
        var read = MarketplaceNotification.Parse("\uFEFF \n<Notification><NotificationMetaData><UniqueId> 7<!-- c -->8 </UniqueId></NotificationMetaData></Notification>");
        Assert.Equal("78", read.NotificationMetaData.UniqueId);
        Assert.Null(read.NotificationMetaData.NotificationType);
        Assert.Null(read.NotificationMetaData.PublishTime);
        Assert.Equal("", read.NotificationPayload);
    }

    [Fact]
    public void Read_KeepsWhatItDoesNotKnow_WhateverTheOrder()
    {
        var read = MarketplaceNotification.Parse("""
            <n:Notification xmlns:n="urn:n" version="2">
              <Later a="1"><b/>text<?pi x?></Later>
              <NotificationPayload>first<x xmlns="urn:x">&lt;</x></NotificationPayload>
              <NotificationMetaData><n:UniqueId>7</n:UniqueId><Urgency><high/></Urgency></NotificationMetaData>
            </n:Notification>
            """);
        Assert.Equal("7", read.NotificationMetaData.UniqueId);
        Assert.Equal(["<Later a=\"1\"><b />text<?pi x?></Later>"], read.UnknownElements);
        Assert.Equal(["<Urgency><high /></Urgency>"], read.NotificationMetaData.UnknownElements);
        Assert.Equal("first<x xmlns=\"urn:x\">&lt;</x>", read.NotificationPayload);
    }

    [Theory]
    [InlineData("UniqueId>", "Id>", "Notification/NotificationMetaData/UniqueId")]
    [InlineData(Id, "", "Notification/NotificationMetaData/UniqueId")]
    [InlineData("<UniqueId>" + Id, "<UniqueId/><UniqueId>" + Id, "Notification/NotificationMetaData/UniqueId")]
    [InlineData(Id, "<id>7</id>", "Notification/NotificationMetaData/UniqueId")]
    [InlineData("NotificationMetaData>", "MetaData>", "Notification/NotificationMetaData")]
    [InlineData("<NotificationPayload>", "<NotificationPayload/><NotificationPayload>", "Notification/NotificationPayload")]
    [InlineData("Notification>", "Note>", "Notification")]
    [InlineData("</Notification>", "", "line 21, position 1")]
    [InlineData("</Notification>", "</Notification><more/>", "line 21, position 17")]
    [InlineData("&amp;", "&geheim;", "line 15, position 29")]
    public void Read_OfABrokenNotification_NamesThePlace(string old, string replacement, string place)
    {
        var body = Documents.Offer.Replace(old, replacement, StringComparison.Ordinal);
        Assert.NotEqual(Documents.Offer, body);
        var refused = Assert.Throws<NotificationFormatException>(() => MarketplaceNotification.Read(Documents.In(body)));
        Assert.Equal(place, refused.Place);
        Assert.DoesNotContain("geheim", refused.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string> Hostile =>
    [
        "<!DOCTYPE Notification SYSTEM \"file:///etc/passwd\"><Notification>" + MetaData + "</Notification>",
        "<!DOCTYPE Notification [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Notification><NotificationMetaData><UniqueId>&x;</UniqueId></NotificationMetaData></Notification>",
        "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]><Notification><NotificationMetaData><UniqueId>&d;</UniqueId></NotificationMetaData></Notification>",
        "<Notification><NotificationPayload>" + new string('x', 20_000_000) + "</NotificationPayload>" + MetaData + "</Notification>",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Read_OfAHostileDocument_IsRefused(string body) => _ = Assert.Throws<NotificationFormatException>(() => MarketplaceNotification.Read(Documents.In(body)));

    [Theory]
    [InlineData("<Notification><NotificationPayload>", "</NotificationPayload>" + MetaData + "</Notification>")]
    [InlineData("<Notification><Unknown>", "</Unknown>" + MetaData + "</Notification>")]
    [InlineData("<Notification><NotificationMetaData><UniqueId>7</UniqueId><Unknown>", "</Unknown></NotificationMetaData></Notification>")]
    public void Read_OfADeepDocument_IsRefused(string head, string tail)
    {
        Assert.Equal("7", MarketplaceNotification.Parse(head + tail).NotificationMetaData.UniqueId);
        Assert.Equal("must not lie deeper than 128 levels", Assert.Throws<NotificationFormatException>(() => MarketplaceNotification.Parse(head + Deep(100_000) + tail)).Rule);
    }

    [Fact]
    public void Read_OfManyPieces_TakesTheTimeOfTheirLength()
    {
        var pieces = string.Concat(Enumerable.Repeat("<![CDATA[x]]>", 75_000));
        var read = MarketplaceNotification.Parse($"<Notification><NotificationMetaData><UniqueId>{pieces}</UniqueId></NotificationMetaData></Notification>");
        Assert.Equal(75_000, read.NotificationMetaData.UniqueId.Length);
        var attributes = string.Concat(Enumerable.Range(0, 90_000).Select(index => $"a{index}='' "));
        Assert.Equal("7", MarketplaceNotification.Parse($"<Notification {attributes}>{MetaData}</Notification>").NotificationMetaData.UniqueId);
    }

    [Fact]
    public void Depth_WithinTheBound_IsKept()
    {
        var payload = Deep(120);
        var read = MarketplaceNotification.Parse($"<Notification><NotificationPayload>{payload}</NotificationPayload><NotificationMetaData><UniqueId>1</UniqueId></NotificationMetaData></Notification>");
        Assert.Equal(120, XElement.Parse(read.NotificationPayload).DescendantsAndSelf().Count());
    }

    [Fact]
    public void ToString_TellsNoPayload()
    {
        var text = MarketplaceNotification.Parse(Documents.Offer).ToString();
        Assert.DoesNotContain("B00EXAMPLE", text, StringComparison.Ordinal);
        Assert.Contains(Id, text, StringComparison.Ordinal);
    }

    private static string Deep(int levels) => string.Concat(Enumerable.Repeat("<a>", levels)) + string.Concat(Enumerable.Repeat("</a>", levels));
}
