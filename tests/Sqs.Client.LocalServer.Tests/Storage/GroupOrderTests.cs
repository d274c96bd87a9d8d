using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.LocalServer.Storage;

namespace Sqs.Client.LocalServer.Tests.Storage;

public sealed class GroupOrderTests
{
    [Fact]
    public void Groups_MovedInAnyWay_HaveTheFirstPlaceFirst() => Prop.ForAll<(byte Group, sbyte Place, byte Kind)[]>(steps =>
    {
        GroupOrder[] orders = [new(), new()];
        var groups = Enumerable.Range(0, 12).Select(number => new MessageGroup($"{number}")).ToList();
        foreach (var (number, place, kind) in steps)
        {
            var group = groups[number % groups.Count];
            if (kind % 4 == 0)
            {
                group.Order?.Remove(group);
            }
            else
            {
                orders[kind % 2].Put(group, (place * groups.Count) + groups.IndexOf(group)); // no two share a place
            }

            foreach (var order in orders)
            {
                Assert.Equal(groups.Where(other => other.Order == order).MinBy(other => other.Place), order.First);
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(200));
}
