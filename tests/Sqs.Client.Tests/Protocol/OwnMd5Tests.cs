using System.Reflection;
using System.Security.Cryptography;
using Sqs.Client.Protocol;

namespace Sqs.Client.Tests.Protocol;

#pragma warning disable CA5351, CA5394 // MD5 is the subject; the seed makes the inputs repeatable.

public sealed class OwnMd5Tests
{
    [Fact]
    public void Compute_Of_Every_Short_Length_Is_The_Platforms_Digest()
    {
        var random = new Random(1);
        for (var length = 0; length < 400; length++)
        {
            AssertSame(random, length);
        }
    }

    [Fact]
    public void Compute_Of_Thousands_Of_Random_Inputs_Is_The_Platforms_Digest()
    {
        var random = new Random(2);
        for (var round = 0; round < 4000; round++)
        {
            AssertSame(random, random.Next(0, 3000));
        }
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Compute_When_The_Platform_Forbids_Md5_Takes_Over_And_Does_Not_Ask_Again(Exception refusal)
    {
        var asked = 0;
        var md5 = new ForgivingMd5((_, _) =>
        {
            asked++;
            throw refusal;
        });
        var checksums = new Checksums(md5.Compute);
        var digest = new byte[Checksums.DigestSize];
        checksums.OfBody("test", digest);
        Assert.Equal("098f6bcd4621d373cade4e832627b4f6", Convert.ToHexStringLower(digest));
        checksums.OfBody("Message 1", digest);
        Assert.Equal("68390233272823b7adf13a1db79b2cd7", Convert.ToHexStringLower(digest));
        Assert.Equal(1, asked);
    }

    [Fact]
    public void Compute_When_The_Function_Fails_Otherwise_Lets_The_Failure_Through()
    {
        var md5 = new ForgivingMd5((_, _) => throw new InvalidOperationException());
        _ = Assert.Throws<InvalidOperationException>(() => md5.Compute([], new byte[16]));
    }

    public static TheoryData<Exception> Refusals() =>
    [
        new CryptographicException("FIPS"),
        new PlatformNotSupportedException(),
        new TargetInvocationException(new InvalidOperationException("FIPS")),
    ];

    private static void AssertSame(Random random, int length)
    {
        var source = new byte[length];
        random.NextBytes(source);
        var digest = new byte[Checksums.DigestSize];
        OwnMd5.Compute(source, digest);
        Assert.Equal(MD5.HashData(source), digest);
    }
}
