using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.Diagnostics;

namespace Sqs.Client.Tests.Diagnostics;

public sealed class SqsTraceContextTests
{
    private const string Root = "Root=1-5759e988-bd862e3fe1be46a994272793";
    private const string Recorded = Root + ";Parent=53995c3f42cd8ad8;Sampled=1";

    // The example of W3C Trace Context.
    private const string TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    [Theory]
    [InlineData(Recorded, true)]
    [InlineData(Root + ";Parent=53995c3f42cd8ad8;Sampled=0", false)]
    [InlineData(Root + ";Parent=53995c3f42cd8ad8;Sampled=?", false)]
    [InlineData(Root + ";Parent=53995c3f42cd8ad8", false)]
    [InlineData("Sampled=1;Parent=53995c3f42cd8ad8;" + Root, true)]
    [InlineData(" Sampled = 1 ; Parent=53995c3f42cd8ad8 ;" + Root + ";", true)]
    [InlineData("Self=1-67891234-12456789abcdef012345678;" + Recorded + ";Lineage=25:8b2e:0;Foo;=;;", true)]
    [InlineData("Root=1-5759E988-BD862E3FE1BE46A994272793;Parent=53995C3F42CD8AD8;Sampled=1", true)]
    public void HeaderOfXRay_WithRootAndParent_IsTheContext(string header, bool recorded)
    {
        Assert.True(SqsTraceContext.TryExtract(Received(header), out var context));
        Assert.Equal("5759e988bd862e3fe1be46a994272793", context.TraceId.ToHexString());
        Assert.Equal("53995c3f42cd8ad8", context.SpanId.ToHexString());
        Assert.Equal(recorded ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None, context.TraceFlags);
        Assert.True(context.IsRemote);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(";;;")]
    [InlineData(Root)]
    [InlineData(Root + ";Sampled=1")]
    [InlineData("Parent=53995c3f42cd8ad8;Sampled=1")]
    [InlineData("Root=2-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a99427279;Parent=53995c3f42cd8ad8")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a9942727930;Parent=53995c3f42cd8ad8")]
    [InlineData("Root=1-5759e9888bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8")]
    [InlineData("Root=1-5759e98g-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8")]
    [InlineData("Root=1-00000000-000000000000000000000000;Parent=53995c3f42cd8ad8")]
    [InlineData(Root + ";Parent=0000000000000000")]
    [InlineData(Root + ";Parent=53995c3f42cd8ad")]
    [InlineData(Root + ";Parent=53995c3f42cd8ad٣")]
    [InlineData("root=1-5759e988-bd862e3fe1be46a994272793;parent=53995c3f42cd8ad8")]
    public void HeaderOfXRay_ThatIsMalformed_IsNoContext(string? header)
    {
        Assert.False(SqsTraceContext.TryExtract(Received(header), out var context));
        Assert.Equal(default, context);
    }

    [Fact]
    public void HeaderOfXRay_OfAnyCharacters_ThrowsNothing() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>().Generator.Zip(Gen.Choose(0, Recorded.Length), (noise, at) => Recorded.Insert(at, noise.Get)).ToArbitrary(),
        header => SqsTraceContext.TryExtract(Received(header), out var context) == (context != default)));

    [Fact]
    public void Header_OfAnyContext_ReadsBackAsWritten()
    {
        for (var round = 0; round < 200; round++)
        {
            var flags = round % 2 == 0 ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None;
            var context = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, traceState: null, isRemote: true);
            Assert.True(SqsTraceContext.TryExtract(Received(SqsTraceContext.ToAwsTraceHeader(context)), out var read));
            Assert.Equal(context, read);
        }
    }

    [Fact]
    public void Header_IsSpelledAsTheServiceSpellsIt()
    {
        Assert.True(AwsTraceHeader.TryRead(Recorded, out var context));
        Assert.Equal(Recorded, SqsTraceContext.ToAwsTraceHeader(context));
    }

    [Fact]
    public void W3C_ComesBeforeTheHeader()
    {
        Assert.True(SqsTraceContext.TryExtract(Received(Recorded, TraceParent, "congo=t61rcWkgMzE"), out var context));
        Assert.Equal(("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"), (context.TraceId.ToHexString(), context.SpanId.ToHexString()));
        Assert.Equal((ActivityTraceFlags.Recorded, "congo=t61rcWkgMzE", true), (context.TraceFlags, context.TraceState, context.IsRemote));
    }

    [Theory]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7")]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01")]
    [InlineData("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    [InlineData("hello")]
    public void W3C_ThatIsMalformed_LeavesTheHeader(string parent)
    {
        Assert.True(SqsTraceContext.TryExtract(Received(Recorded, parent), out var context));
        Assert.Equal("53995c3f42cd8ad8", context.SpanId.ToHexString());
        Assert.False(SqsTraceContext.TryExtract(Received(header: null, parent), out _));
    }

    private static Message Received(string? header, string? parent = null, string? state = null) => new()
    {
        Attributes = header is null ? [] : new Dictionary<MessageSystemAttributeName, string> { [MessageSystemAttributeName.AWSTraceHeader] = header },
        MessageAttributes = new[] { ("traceparent", parent), ("tracestate", state) }
            .Where(pair => pair.Item2 is not null)
            .ToDictionary(pair => pair.Item1, pair => MessageAttributeValue.String(pair.Item2!), StringComparer.Ordinal),
    };
}
