namespace Sqs.Client.House;

public sealed class PlaceholderTests
{
    [Fact]
    public void Repository_Is_Found() => Assert.True(Directory.Exists(SharedMaterial.Repository));
}
