using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.LocalServer.Storage;

namespace Sqs.Client.LocalServer.Tests.Storage;

public sealed class AgeLineTests
{
    [Fact]
    public void Messages_ThatArriveInAnyOrder_HaveTheirOldestFirst() => Prop.ForAll<(byte Kind, byte Value)[]>(steps =>
    {
        var line = new AgeLine();
        var model = new List<StoredMessage>();
        var now = 1000.0;
        foreach (var (kind, value) in steps)
        {
            if (kind % 3 == 0 && model.Count > 0)
            {
                var gone = kind % 2 == 0 ? model[value % model.Count] : line.Oldest!;
                line.Remove(gone);
                Assert.True(model.Remove(gone));
            }
            else
            {
                now += value % 4;
                var message = Stored.Message(0, kind % 2 == 0 ? now : now - (value * 0.3));
                line.Add(message);
                model.Add(message);
            }

            Assert.Equal(model.Min(message => (long?)message.SentTicks), line.Oldest?.SentTicks);
            Assert.True(line.Oldest is null || model.Contains(line.Oldest));
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(200));
}
