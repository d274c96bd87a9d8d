using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.LocalServer.Storage;

namespace Sqs.Client.LocalServer.Tests.Storage;

public sealed class HiddenMessagesTests
{
    /// <summary>Against a list that is sorted whenever somebody asks; now and then the clock is set back.</summary>
    [Fact]
    public void Messages_HiddenInAnyWay_AppearByMomentAndPlace() => Prop.ForAll<(byte Kind, byte Value)[]>(steps =>
    {
        var hidden = new HiddenMessages();
        var model = new List<StoredMessage>();
        var (now, sequence) = (100, 0L);
        foreach (var (kind, value) in steps)
        {
            switch (kind % 8)
            {
                case 0 when model.Count > 0:
                    hidden.Remove(model[value % model.Count]);
                    model.RemoveAt(value % model.Count);
                    break;
                case 1:
                    now += value % 16 == 0 ? -3 : value % 4;
                    var due = model.Where(message => message.VisibleAt <= Stored.At(now)).OrderBy(message => message.VisibleAt).ThenBy(message => message.Sequence).ToList();
                    Assert.Equal(due, hidden.TakeDue(Stored.At(now)));
                    _ = model.RemoveAll(due.Contains);
                    break;
                default:
                    var message = Stored.Message(value % 2 == 0 ? ++sequence : -(++sequence));
                    hidden.Add(message, Stored.At(now), Stored.At(now + (value % 7)));
                    model.Add(message);
                    break;
            }

            Assert.Equal(model.Min(message => (DateTimeOffset?)message.VisibleAt), hidden.NextVisibleAt);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(200));
}
