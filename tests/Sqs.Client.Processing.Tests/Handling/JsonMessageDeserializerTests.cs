using System.Text.Json.Serialization;

namespace Sqs.Client.Processing.Tests.Handling;

public sealed class JsonMessageDeserializerTests
{
    private const string Marker = "mArKeR";

    private static readonly JsonMessageDeserializer<Order> Orders = new(OrderContext.Default.Order);

    [Fact]
    public void Body_OfJson_IsReadFromItsBytesOrItsText()
    {
        Assert.Equal(7, Orders.Deserialize(new Message { BodyUtf8 = """{"Id":7}"""u8.ToArray() }).Id);
        Assert.Equal(8, Orders.Deserialize(new Message { Body = """{"Id":8}""" }).Id);
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("", "System.Text.Json.JsonException")]
    [InlineData($"{Marker}", "System.Text.Json.JsonException")]
    [InlineData($$"""{"Id":"{{Marker}}"}""", "System.Text.Json.JsonException")]
    [InlineData("{\"Names\":{\"" + Marker + "\":{} } }", "System.Text.Json.JsonException")]
    [InlineData($$"""{"Strict":"{{Marker}}"}""", "System.ArgumentException")]
    public void Body_ThatSaysSomethingElse_IsToldWithoutQuotingIt(string body, string? cause)
    {
        var message = new Message { MessageId = "m-1", Body = body };
        var error = Assert.Throws<UndeserializableMessageException>(() => UndeserializableMessageException.Guard(Orders, message));

        Assert.Equal(("m-1", typeof(Order).ToString(), cause), (error.MessageId, error.TargetType, error.CauseType));
        Assert.Contains("m-1", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Marker, error.ToString(), StringComparison.Ordinal);
        Assert.Null(error.InnerException);
    }

    [Fact]
    public void Body_ThatBreaksOffSomewhere_IsToldByLineAndByte() =>
        Assert.Contains(
            "JsonException in line 2, byte 6",
            Assert.Throws<UndeserializableMessageException>(() => Orders.Deserialize(new Message { Body = "{\n\"Id\":x}" })).Message,
            StringComparison.Ordinal);

    internal sealed record Order
    {
        public int Id { get; set; }

        public Dictionary<string, int> Names { get; set; } = [];

        public string Strict
        {
            get => "";
            set => throw new ArgumentException(value);
        }
    }
}

[JsonSerializable(typeof(JsonMessageDeserializerTests.Order))]
internal sealed partial class OrderContext : JsonSerializerContext;
