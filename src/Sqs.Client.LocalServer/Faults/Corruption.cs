using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Faults;

/// <summary>Changes one member of a result, in one of its messages; false when no message has it.</summary>
internal static class Corruption
{
    public static bool Body(WireValue? result, Random random) => Change(result, random, ["Body"], body => Garble(body, random));

    public static bool BodyDigest(WireValue? result, Random random) => Change(result, random, ["MD5OfBody", "MD5OfMessageBody"], OtherDigest);

    public static bool AttributeDigest(WireValue? result, Random random) =>
        Change(result, random, ["MD5OfMessageAttributes", "MD5OfMessageSystemAttributes"], OtherDigest);

    private static bool Change(WireValue? result, Random random, string[] names, Func<string, string> change)
    {
        var found = Messages(result)
            .SelectMany(message => Enumerable.Range(0, message.Members.Count).Select(at => (message.Members, At: at)))
            .Where(place => names.Contains(place.Members[place.At].Key, StringComparer.Ordinal))
            .ToList();
        if (found.Count == 0)
        {
            return false;
        }

        var (members, index) = found[random.Next(found.Count)];
        members[index] = KeyValuePair.Create(members[index].Key, WireValue.Text(change(members[index].Value.Scalar)));
        return true;
    }

    /// <summary>The messages of a receive, the stored entries of a batch, or what one send answered.</summary>
    private static IEnumerable<WireValue> Messages(WireValue? result) =>
        result is null ? [] : (result["Messages"] ?? result["Successful"])?.Items ?? [result];

    /// <summary>One character is another; a body without a whole character to exchange gets one more.</summary>
    private static string Garble(string body, Random random)
    {
        var at = random.Next(body.Length);
        return char.IsSurrogate(body[at]) ? body + "~" : $"{body[..at]}{(body[at] is '~' ? '!' : '~')}{body[(at + 1)..]}";
    }

    private static string OtherDigest(string digest) => digest[..^1] + (digest[^1] is '0' ? '1' : '0');
}
