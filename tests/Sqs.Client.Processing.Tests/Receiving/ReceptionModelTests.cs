namespace Sqs.Client.Processing.Tests.Receiving;

public sealed class ReceptionModelTests
{
    /// <summary>
    /// Never more asked and running than there are places; every message that was fetched is started once, or given back, or lost; groups are worked on one after
    /// the other in order, and nothing of a group after a failure before it was received anew; nothing after a stop; and the loop goes on whatever happens.
    /// </summary>
    [Fact]
    public async Task Reception_ThousandsOfSchedules_KeepsItsBooks()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var world = new ReceptionWorld(seed);
            try
            {
                await world.RunAsync();
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"seed {seed}\n{world.Story}", error);
            }
        }
    }
}
