using System.Globalization;
using Sqs.Client.Transport;

namespace Sqs.Client.Regions;

/// <summary>Regions as people write them down: <c>us-east-1,eu-west-2</c>, or <c>*</c> for all of a partition.</summary>
internal static class RegionList
{
    private const string All = "*";

    /// <summary>The regions, each once, in the order given.</summary>
    /// <param name="regions">The text.</param>
    /// <param name="home">A region of the partition that <c>*</c> means.</param>
    /// <exception cref="SqsValidationException">An item is no region; the member is <c>regions[n]</c>.</exception>
    public static IReadOnlyList<string> Parse(string regions, string home)
    {
        if (regions.Trim() == All)
        {
            return AwsPartition.Of(home).Regions;
        }

        var items = regions.Split(',', StringSplitOptions.TrimEntries);
        for (var index = 0; index < items.Length; index++)
        {
            var member = string.Create(CultureInfo.InvariantCulture, $"{nameof(regions)}[{index}]");
            if (items[index] == All)
            {
                throw new SqsValidationException(member, "is *, which means all regions and stands alone");
            }

            EndpointResolver.RefuseBadRegion(items[index], member);
        }

        return [.. items.Distinct(StringComparer.Ordinal)];
    }
}
