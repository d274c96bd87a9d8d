namespace Sqs.Client.House;

/// <summary>A verdict that names every offence in full.</summary>
internal static class Verdict
{
    public static void None(IEnumerable<string> offences)
    {
        var all = offences.ToArray();
        Assert.True(all.Length == 0, $"{all.Length} offences:\n{string.Join('\n', all)}");
    }
}
