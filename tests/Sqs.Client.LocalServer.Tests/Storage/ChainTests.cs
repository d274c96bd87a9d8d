using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.LocalServer.Storage;

namespace Sqs.Client.LocalServer.Tests.Storage;

public sealed class ChainTests
{
    [Fact]
    public void Chain_OfAnyHistory_IsTheListOfIt() => Prop.ForAll<(byte Place, byte Kind)[]>(steps =>
    {
        var chain = new Chain<StoredMessage, ByPlace>();
        var model = new List<StoredMessage>();
        foreach (var (place, kind) in steps)
        {
            var at = model.Count == 0 ? 0 : place % model.Count;
            if (kind % 3 == 0 && model.Count > 0)
            {
                chain.Remove(model[at]);
                model.RemoveAt(at);
            }
            else
            {
                var message = Stored.Message(0);
                chain.InsertAfter(at == 0 ? null : model[at - 1], message);
                model.Insert(at, message);
            }

            Assert.Equal(model, Forward(chain));
            Assert.Equal(model, Backward(chain).Reverse());
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(60));

    private static IEnumerable<StoredMessage> Forward(Chain<StoredMessage, ByPlace> chain)
    {
        for (var item = chain.First; item is not null; item = Chain<StoredMessage, ByPlace>.After(item))
        {
            yield return item;
        }
    }

    private static IEnumerable<StoredMessage> Backward(Chain<StoredMessage, ByPlace> chain)
    {
        for (var item = chain.Last; item is not null; item = Chain<StoredMessage, ByPlace>.Before(item))
        {
            yield return item;
        }
    }
}
