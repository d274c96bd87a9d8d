using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>What the service takes as tags: keys of 1-128 characters, values of up to 256.</summary>
internal static class TagRules
{
    private const int LongestKey = 128;
    private const int LongestValue = 256;

    public static void Check(IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        foreach (var (key, value) in tags)
        {
            if (key.Length is < 1 or > LongestKey || value.Length > LongestValue)
            {
                throw SqsErrors.InvalidParameter($"Tag keys must be between 1 and {LongestKey} characters in length, tag values at most {LongestValue}.");
            }
        }
    }
}
