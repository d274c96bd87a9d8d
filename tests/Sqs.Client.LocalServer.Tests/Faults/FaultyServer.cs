namespace Sqs.Client.LocalServer.Tests.Faults;

/// <summary>What tests of faults ask a server, untouched by the faults themselves.</summary>
internal static class FaultyServer
{
    /// <summary>How many messages the queue holds, visible or not.</summary>
    public static async Task<int?> StoredAsync(this TestServer server, string queue)
    {
        var answer = await server.DoAsync("GetQueueAttributes", queue, "AttributeName.1=All");
        return int.Parse(answer.Attribute("ApproximateNumberOfMessages")!) + int.Parse(answer.Attribute("ApproximateNumberOfMessagesNotVisible")!);
    }

    public static async Task<int> VisibleAsync(this TestServer server, string queue) =>
        int.Parse((await server.DoAsync("GetQueueAttributes", queue, "AttributeName.1=All")).Attribute("ApproximateNumberOfMessages")!);

    /// <summary>Waits, on the real clock, until so many faults have fired.</summary>
    public static async Task UntilFiredAsync(this TestServer server, long times)
    {
        for (var turn = 0; server.Server.Faults.Fired < times; turn++)
        {
            Assert.True(turn < 2000, $"{server.Server.Faults.Fired} faults fired, expected {times}.");
            await Task.Delay(5);
        }
    }

    public static ActiveFault Add(this TestServer server, string action, Fault fault, int? times = null) =>
        server.Server.Faults.Add(new FaultRule { Action = action, Fault = fault, Times = times });
}
