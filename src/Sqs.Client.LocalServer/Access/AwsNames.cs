using System.Buffers;

namespace Sqs.Client.LocalServer.Access;

/// <summary>What accounts, regions and users may be called.</summary>
internal static class AwsNames
{
    private const int LongestRegion = 63;

    private static readonly SearchValues<char> RegionCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly SearchValues<char> OwnHosts = SearchValues.Create(":[");

    public static bool IsAccount(string? text) => text is { Length: 12 } && text.All(char.IsAsciiDigit);

    public static bool IsRegion(string? text) => text is { Length: >= 1 and <= LongestRegion } && !text.AsSpan().ContainsAnyExcept(RegionCharacters);

    /// <summary>User names of IAM: letters, digits and <c>+=,.@_-</c>.</summary>
    public static bool IsUserNameCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '+' or '=' or ',' or '.' or '@' or '_' or '-';

    /// <summary>The region in a host name of AWS (<c>sqs.eu-west-1.amazonaws.com</c>, <c>eu-west-1.queue.amazonaws.com</c>); null when it names none.</summary>
    public static string? RegionOfHost(string host)
    {
        var labels = host.AsSpan().ContainsAny(OwnHosts) ? [] : host.Split('.');
        return labels switch
        {
            ["sqs" or "sqs-fips", var region, _, _, ..] => region,
            [var region, "queue", _, _, ..] => region,
            ["queue", "amazonaws", "com"] => "us-east-1",
            _ => null,
        };
    }
}
