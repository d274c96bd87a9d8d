using System.Collections.Frozen;
using System.Security.Cryptography.X509Certificates;

namespace Sqs.Client.Notifications;

/// <summary>Options, checked and frozen.</summary>
internal sealed record SnsSignatureSettings
{
    public required FrozenSet<string> TopicArns { get; init; }

    public required bool AcceptSha1 { get; init; }

    public required bool RequireRegionOfTopic { get; init; }

    public required bool RequireNameOfSns { get; init; }

    public required X509Certificate2Collection TrustedRoots { get; init; }

    public required X509Certificate2Collection Intermediates { get; init; }

    public required int MaxCachedCertificates { get; init; }

    public required TimeSpan CacheTime { get; init; }

    public required TimeSpan FetchTimeout { get; init; }

    public required TimeProvider Time { get; init; }

    public static SnsSignatureSettings Freeze(SnsSignatureOptions options)
    {
        Check(options.MaxCachedCertificates is >= 1 and <= 1_000, nameof(options.MaxCachedCertificates), "must be from 1 to 1,000");
        Check(options.CacheTime > TimeSpan.Zero, nameof(options.CacheTime), "must be more than 0");
        Check(options.FetchTimeout > TimeSpan.Zero && options.FetchTimeout <= TimeSpan.FromHours(1), nameof(options.FetchTimeout), "must be more than 0 and 1 h at the most");
        foreach (var arn in options.TopicArns)
        {
            Check(arn is not null && SnsTopicArn.TryParse(arn) is not null, nameof(options.TopicArns), "must be ARNs of topics, such as arn:aws:sns:us-east-1:123456789012:orders");
        }

        return new SnsSignatureSettings
        {
            TopicArns = options.TopicArns.ToFrozenSet(StringComparer.Ordinal),
            AcceptSha1 = options.AcceptSha1,
            RequireRegionOfTopic = options.RequireRegionOfTopic,
            RequireNameOfSns = options.RequireNameOfSns,
            TrustedRoots = [.. options.TrustedRoots],
            Intermediates = [.. options.Intermediates],
            MaxCachedCertificates = options.MaxCachedCertificates,
            CacheTime = options.CacheTime,
            FetchTimeout = options.FetchTimeout,
            Time = options.TimeProvider ?? TimeProvider.System,
        };
    }

    private static void Check(bool isFine, string member, string rule)
    {
        if (!isFine)
        {
            throw new SqsValidationException(member, rule);
        }
    }
}
