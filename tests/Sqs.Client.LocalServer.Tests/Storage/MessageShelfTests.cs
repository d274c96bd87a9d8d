using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.LocalServer.Storage;

namespace Sqs.Client.LocalServer.Tests.Storage;

public sealed class MessageShelfTests
{
    private const int Retention = 40;

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 3)]
    [InlineData(false, 30)]
    [InlineData(true, 3)]
    [InlineData(true, 30)]
    public void Shelf_OfAnyHistory_DoesAsTheNaiveOneDoes(bool isFifo, int groups) => Prop.ForAll<(byte Kind, byte Value)[]>(steps =>
    {
        var run = new Run(isFifo, groups);
        foreach (var (kind, value) in steps)
        {
            run.Step(kind, value);
            run.Compare();
        }

        run.Drain();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithStartSize(50).WithEndSize(400));

    private sealed class Run(bool isFifo, int groups)
    {
        private readonly MessageShelf _shelf = new(isFifo);
        private readonly NaiveShelf _model = new(isFifo);
        private DateTimeOffset _now = Stored.At(0);
        private long _sequence;

        public void Step(byte kind, byte value)
        {
            switch (kind % 16)
            {
                case < 6:
                    Add(value);
                    break;
                case < 9:
                    Receive(1 + (value % 4), value % 9 == 0, value % 5);
                    break;
                case 9 when Pick(_model.Held, value) is { } held:
                    _shelf.Hide(held, _now, _now.AddSeconds(value % 6));
                    _model.Hide(held, _now.AddSeconds(value % 6));
                    break;
                case 10 when Pick(_model.Held, value) is { } returned:
                    _shelf.Return(returned);
                    _model.Return(returned);
                    break;
                case 11 when Pick(_model.All, value) is { } gone:
                    _shelf.Forget(gone);
                    _model.Forget(gone);
                    break;
                case 12 when Pick(_model.Line, value) is { } lost:
                    _shelf.Forget(lost);
                    _model.Forget(lost);
                    _shelf.TakeBack(lost);
                    _model.Add(lost, _now, _now);
                    _shelf.Forget(lost);
                    _model.Forget(lost);
                    break;
                case 13 when value % 32 == 0:
                    _shelf.Clear();
                    _model.Clear();
                    break;
                default:
                    _now = _now.AddSeconds(value % 4);
                    _shelf.Settle(_now, Retention);
                    _model.Settle(_now, Retention);
                    break;
            }
        }

        public void Compare()
        {
            Assert.Equal(_model.Counts, (_shelf.Visible, _shelf.InFlight, _shelf.Delayed));
            Assert.Equal(_model.NextVisibleAt, _shelf.NextVisibleAt);
            Assert.Equal(_model.HasReady, _shelf.HasReady);
            Assert.All(_model.Held, held => Assert.Same(held, _shelf.Find(held.Id)));
        }

        /// <summary>Takes all that is left, in the order of the naive shelf.</summary>
        public void Drain()
        {
            while (_model.HasReady)
            {
                Receive(10, forget: true, visibility: 0);
            }

            Compare();
        }

        private void Add(byte value)
        {
            var group = groups == 0 || (!isFifo && value % 5 == 0) ? null : $"g{value % groups}";
            var message = Stored.Message(++_sequence, (_now - Stored.At(0)).TotalSeconds - (value % 7 == 0 ? value % 50 : 0), isFifo ? group ?? "g" : group);
            var until = _now.AddSeconds(value % 3 == 0 ? value % 5 : 0);
            _shelf.Add(message, until, _now);
            _model.Add(message, until, _now);
        }

        private void Receive(int most, bool forget, int visibility)
        {
            string? group = null;
            string? modelGroup = null;
            for (var at = 0; at < most; at++)
            {
                var expected = _model.Take(ref modelGroup);
                _ = _shelf.TryTake(ref group, out var taken);
                Assert.Same(expected, taken);
                if (taken is null)
                {
                    return;
                }

                if (forget)
                {
                    _shelf.Forget(taken);
                    _model.Forget(taken);
                }
                else
                {
                    taken.Delivery ??= new Delivery();
                    _shelf.Hide(taken, _now, _now.AddSeconds(visibility));
                    _model.Hide(taken, _now.AddSeconds(visibility));
                }
            }
        }

        private static StoredMessage? Pick(IReadOnlyList<StoredMessage> messages, byte value) => messages.Count == 0 ? null : messages[value % messages.Count];
    }
}
