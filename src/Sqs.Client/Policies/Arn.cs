using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Sqs.Client;

/// <summary>An Amazon Resource Name in its parts: <c>arn:partition:service:region:account:resource</c>. A part may hold <c>*</c>, <c>?</c> and policy variables.</summary>
/// <remarks>Source: "Amazon Resource Names (ARNs)" in the IAM User Guide. Compared to the letter.</remarks>
public sealed record Arn
{
    private const int Parts = 6;
    private const string Prefix = "arn";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary>Puts an ARN together.</summary>
    /// <param name="partition">The partition, <c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c> for example.</param>
    /// <param name="service">The service's short name, <c>sqs</c> for example.</param>
    /// <param name="region">The region; empty where the service has none in its ARNs.</param>
    /// <param name="accountId">The account, 12 digits; empty where the service has none in its ARNs.</param>
    /// <param name="resource">All the rest, which may hold colons and slashes.</param>
    /// <exception cref="SqsValidationException">A part breaks its rule; the member names it.</exception>
    public Arn(string partition, string service, string region, string accountId, string resource)
    {
        (Partition, Service, Region, AccountId, Resource) = (Given.NotNull(partition), Given.NotNull(service), Given.NotNull(region), Given.NotNull(accountId), Given.NotNull(resource));
        if (Fault(this) is { } fault)
        {
            throw fault;
        }
    }

    private Arn(string[] parts) => (Partition, Service, Region, AccountId, Resource) = (parts[1], parts[2], parts[3], parts[4], parts[5]);

    /// <summary>The partition, <c>aws</c> for example.</summary>
    public string Partition { get; }

    /// <summary>The service's short name, <c>sqs</c> for example.</summary>
    public string Service { get; }

    /// <summary>The region; empty where the ARN has none.</summary>
    public string Region { get; }

    /// <summary>The account; empty where the ARN has none.</summary>
    public string AccountId { get; }

    /// <summary>The rest: the name of a queue, <c>user/alice</c> and the like.</summary>
    public string Resource { get; }

    /// <summary>True when a wildcard or a policy variable is in it, so that it may stand for several resources.</summary>
    public bool IsPattern => Wildcard.IsIn(ToString());

    /// <summary>The ARN of a queue.</summary>
    /// <param name="region">The region.</param>
    /// <param name="accountId">The account that owns the queue, 12 digits.</param>
    /// <param name="queueName">The name of the queue.</param>
    /// <param name="partition">The partition.</param>
    /// <returns>The ARN.</returns>
    /// <exception cref="SqsValidationException">A part breaks its rule.</exception>
    public static Arn ForQueue(string region, string accountId, string queueName, string partition = "aws") => new(partition, "sqs", region, accountId, queueName);

    /// <summary>Reads an ARN.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The ARN.</returns>
    /// <exception cref="SqsValidationException">It is none; the member names the part at fault, <c>Arn.AccountId</c> for example.</exception>
    public static Arn Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(text, out var fault) ?? throw fault!;
    }

    /// <summary>Reads an ARN if it is one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="arn">The ARN.</param>
    /// <returns>False when the text is none.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Arn? arn)
    {
        arn = text is null ? null : Read(text, out _);
        return arn is not null;
    }

    /// <summary>
    /// True when this ARN, taken as a pattern, stands for the other. Parts are compared one by one, so no wildcard reaches over one of the
    /// first five colons; a variable stands for anything.
    /// </summary>
    /// <param name="other">The ARN to compare with, taken to the letter.</param>
    /// <returns>Whether it matches.</returns>
    public bool Matches(Arn other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Wildcard.Matches(Partition, other.Partition) && Wildcard.Matches(Service, other.Service) && Wildcard.Matches(Region, other.Region)
            && Wildcard.Matches(AccountId, other.AccountId) && Wildcard.Matches(Resource, other.Resource);
    }

    /// <summary>The ARN as it is written.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Prefix}:{Partition}:{Service}:{Region}:{AccountId}:{Resource}";

    private static Arn? Read(string text, out SqsValidationException? fault)
    {
        var parts = Split(text);
        if (parts is not [Prefix, ..])
        {
            fault = Refusal(nameof(Arn), "must start with arn:");
            return null;
        }

        if (parts.Length < Parts)
        {
            fault = Refusal(nameof(Arn), "must have the six parts arn:partition:service:region:account:resource");
            return null;
        }

        var arn = new Arn(parts);
        fault = Fault(arn);
        return fault is null ? arn : null;
    }

    /// <summary>Splits at the first five colons; those inside a variable are part of its name.</summary>
    private static string[] Split(string text)
    {
        var parts = new List<string>(Parts);
        var start = 0;
        for (var at = 0; at < text.Length && parts.Count < Parts - 1; at++)
        {
            at = Wildcard.EndOfVariable(text, at) is > 0 and var end ? end : at;
            if (text[at] == ':')
            {
                parts.Add(text[start..at]);
                start = at + 1;
            }
        }

        parts.Add(text[start..]);
        return [.. parts];
    }

    private static SqsValidationException? Fault(Arn arn)
    {
        const string Name = "must be letters, digits and hyphens";
        return !IsName(arn.Partition) ? Refusal($"{nameof(Arn)}.{nameof(Partition)}", Name)
            : !IsName(arn.Service) ? Refusal($"{nameof(Arn)}.{nameof(Service)}", Name)
            : arn.Region.Length > 0 && !IsName(arn.Region) ? Refusal($"{nameof(Arn)}.{nameof(Region)}", Name + ", or empty")
            : arn.AccountId.Length > 0 && !IsAccount(arn.AccountId) ? Refusal($"{nameof(Arn)}.{nameof(AccountId)}", "must be the 12 digits of an account id, or empty")
            : arn.Resource.Length == 0 ? Refusal($"{nameof(Arn)}.{nameof(Resource)}", "must not be empty")
            : null;
    }

    private static SqsValidationException Refusal(string part, string rule) => new(part, rule);

    private static bool IsName(string part) => part.Length > 0 && (Wildcard.IsIn(part) || !part.AsSpan().ContainsAnyExcept(NameCharacters));

    /// <summary>AWS's own account is called <c>aws</c> in the ARNs of managed policies.</summary>
    private static bool IsAccount(string part) => Wildcard.IsIn(part) || part is "aws" || AccountNumber.Is(part);
}
