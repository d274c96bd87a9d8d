using Sqs.Client.Batching;

namespace Sqs.Client.Tests.Batching;

public sealed class RoomTests
{
    /// <summary>Any mix of guests that come, leave and give up: never too many inside, and always in the order of coming.</summary>
    [Fact]
    public void Guests_UnderAnySchedule_AreBoundedAndServedInTurn()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var random = new Random(seed);
            var room = new Room(3, 100);
            var admitted = new List<RoomTicket>();
            var inside = new List<RoomTicket>();
            var line = new List<RoomTicket>();
            for (var step = 0; step < 60; step++)
            {
                if (random.Next(3) > 0)
                {
                    var ticket = new RoomTicket(random.Next(1, 101), guest => admitted.Add((RoomTicket)((object[])guest)[0]), _ => { }, new object[1]);
                    ((object[])ticket.Guest)[0] = ticket;
                    line.Add(ticket);
                    Assert.Equal(room.Enter(ticket, mayWait: true) == RoomAnswer.Admitted, admitted.Contains(ticket));
                }
                else if (inside.Count > 0 && random.Next(2) == 0)
                {
                    var leaver = inside[random.Next(inside.Count)];
                    _ = inside.Remove(leaver);
                    room.Leave(leaver);
                }
                else if (line.Count > 0)
                {
                    var impatient = line[random.Next(line.Count)];
                    Assert.True(room.TryLeaveLine(impatient));
                    Assert.False(room.TryLeaveLine(impatient));
                    _ = line.Remove(impatient);
                }

                Assert.Equal(line.Take(admitted.Count), admitted); // in turn
                line.RemoveRange(0, admitted.Count);
                inside.AddRange(admitted);
                admitted.Clear();
                Assert.Equal((inside.Count, inside.Sum(ticket => ticket.Bytes)), (room.Guests, room.Bytes));
                Assert.True(room is { Guests: <= 3, Bytes: <= 100 }, $"seed {seed}");
                Assert.True(line.Count == 0 || room.Guests == 3 || room.Bytes + line[0].Bytes > 100, $"seed {seed}: the first in line fits");
            }

            Assert.Equal(line, room.Close());
            Assert.Equal(RoomAnswer.Closed, room.Enter(new RoomTicket(1, _ => { }, _ => { }, room), mayWait: true));
            Assert.Equal(inside.Count == 0, room.Emptied.IsCompleted);
            inside.ForEach(room.Leave);
            Assert.True(room.Emptied.IsCompletedSuccessfully);
        }
    }
}
