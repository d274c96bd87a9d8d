using Sqs.Client.Protocol;

namespace Sqs.Client.Tests.Protocol;

public sealed class DigestCheckTests
{
    private const string DigestOfTest = "098f6bcd4621d373cade4e832627b4f6";
    private const string DigestOfHelloThere = "a311262e065454b75da111d535b8dacd";

    private static readonly Dictionary<string, MessageAttributeValue> Hello = new() { ["Hello"] = MessageAttributeValue.String("There") };

    private readonly ReadContext _context = new(new ByteBuffer(1), new SqsResponseMetadata(), Checksums.Platform);

    [Theory]
    [InlineData(DigestOfTest)]
    [InlineData("098F6BCD4621D373CADE4E832627B4F6")]
    [InlineData("098F6bcd4621d373cadE4E832627B4f6")]
    public void Body_With_The_Digest_In_Any_Case_Is_Verified(string actual)
    {
        var check = new DigestCheck(_context);
        check.Body("test", actual);
        Assert.Equal(ChecksumState.Verified, check.State);
        Assert.Empty(check.Mismatches);
        Assert.Equal(0, _context.UnverifiedDigests);
    }

    [Theory]
    [InlineData("098f6bcd4621d373cade4e832627b4f7")]
    [InlineData("198f6bcd4621d373cade4e832627b4f6")]
    [InlineData("098f6bcd4621d373cade4e832627b4f")]
    [InlineData("098f6bcd4621d373cade4e832627b4f60")]
    [InlineData("098f6bcd4621d373cade4e832627b4fV")]
    [InlineData("x")]
    public void Body_With_Another_Digest_Is_A_Mismatch_That_Names_Both(string actual)
    {
        var check = new DigestCheck(_context);
        check.Body("test", actual);
        Assert.Equal(ChecksumState.Mismatch, check.State);
        Assert.Equal([new ChecksumMismatch(ChecksumPart.Body, DigestOfTest, actual)], check.Mismatches);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Body_Without_A_Digest_Is_Unverified_And_Counted(string? actual)
    {
        var check = new DigestCheck(_context);
        check.Body("test", actual);
        Assert.Equal(ChecksumState.Unverified, check.State);
        Assert.Equal(1, _context.UnverifiedDigests);
    }

    [Fact]
    public void Sent_Attributes_Without_A_Digest_Are_A_Mismatch_With_Nothing()
    {
        var check = new DigestCheck(_context);
        check.Body("test", DigestOfTest);
        check.SentAttributes(Hello, null);
        Assert.Equal([new ChecksumMismatch(ChecksumPart.MessageAttributes, DigestOfHelloThere, null)], check.Mismatches);
    }

    [Fact]
    public void Sent_System_Attributes_With_Another_Digest_Are_A_Mismatch_Of_Their_Own()
    {
        var check = new DigestCheck(_context);
        check.SentAttributes(new Dictionary<MessageSystemAttributeName, MessageAttributeValue> { ["Hello"] = MessageAttributeValue.String("There") }, "0");
        Assert.Equal([new ChecksumMismatch(ChecksumPart.MessageSystemAttributes, DigestOfHelloThere, "0")], check.Mismatches);
    }

    [Fact]
    public void Attributes_That_Are_Empty_Expect_No_Digest()
    {
        var check = new DigestCheck(_context);
        check.Body("test", DigestOfTest);
        check.SentAttributes(EmptyDictionary<string, MessageAttributeValue>.Value, null);
        check.SentAttributes(EmptyDictionary<MessageSystemAttributeName, MessageAttributeValue>.Value, "d41d8cd98f00b204e9800998ecf8427e");
        check.ReceivedAttributes(EmptyDictionary<string, MessageAttributeValue>.Value, null);
        Assert.Equal(ChecksumState.Verified, check.State);
    }

    [Fact]
    public void Received_Attributes_Without_A_Digest_Are_Unverified()
    {
        var check = new DigestCheck(_context);
        check.Body("test"u8, DigestOfTest);
        check.ReceivedAttributes(Hello, null);
        Assert.Equal(ChecksumState.Unverified, check.State);
        Assert.Equal(0, _context.UnverifiedDigests);
    }

    [Fact]
    public void Received_Attributes_With_Their_Digest_Are_Verified_And_With_Another_Not()
    {
        var good = new DigestCheck(_context);
        good.ReceivedAttributes(Hello, DigestOfHelloThere);
        Assert.Equal(ChecksumState.Verified, good.State);
        var bad = new DigestCheck(_context);
        bad.ReceivedAttributes(Hello, DigestOfTest);
        Assert.Equal(ChecksumState.Mismatch, bad.State);
    }

    [Fact]
    public void Nothing_Is_Compared_When_Verification_Is_Off()
    {
        var context = new ReadContext(new ByteBuffer(1), new SqsResponseMetadata(), checksums: null);
        var check = new DigestCheck(context);
        check.Body("test", "wrong");
        check.SentAttributes(Hello, null);
        Assert.Equal(ChecksumState.NotChecked, check.State);
        Assert.Equal(0, context.UnverifiedDigests);
    }

    [Fact]
    public void Digests_Of_Ten_Attributes_Allocate_Next_To_Nothing()
    {
        var attributes = Enumerable.Range(0, 10).ToDictionary(n => $"name{n}", n => MessageAttributeValue.String($"value {n}"));
        var digest = new byte[Checksums.DigestSize];
        _ = Checksums.Platform.OfAttributes(attributes, digest);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            _ = Checksums.Platform.OfAttributes(attributes, digest);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 160);
    }
}
