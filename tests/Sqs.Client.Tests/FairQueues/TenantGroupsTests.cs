using FsCheck;
using FsCheck.Fluent;

namespace Sqs.Client.Tests.FairQueues;

public sealed class TenantGroupsTests
{
    [Fact]
    public void GroupIds_OfAnyKeys_CanBeSentAndAreThoseOfOneKey() => Prop.ForAll<NonEmptyString, NonEmptyString>(static (one, other) =>
    {
        var (group, second) = (TenantGroups.GroupIdOf(one.Get), TenantGroups.GroupIdOf(other.Get));
        return group.Length is > 0 and <= 128
            && group.All(static character => character is > ' ' and < '\x7f')
            && (group == second) == (one.Get == other.Get);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void GroupIds_ThatLookLikeHashes_AreHashed()
    {
        var hashed = TenantGroups.GroupIdOf("with a space");

        Assert.Equal("acme", TenantGroups.GroupIdOf("acme"));
        Assert.Matches("^sha256-[0-9a-f]{64}$", hashed);
        Assert.NotEqual(hashed, TenantGroups.GroupIdOf(hashed));
        _ = Assert.Throws<SqsValidationException>(() => TenantGroups.GroupIdOf(""));
    }
}
