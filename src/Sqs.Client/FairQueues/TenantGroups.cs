using System.Security.Cryptography;
using System.Text;
using Sqs.Client.Operations;

namespace Sqs.Client;

/// <summary>Tenants as the message groups of fair queues.</summary>
/// <remarks>
/// On a standard queue messages of one group are those of one tenant: when a tenant has many in flight, those of others go first. Order and deduplication
/// are not affected. Source: "Amazon SQS fair queues" in the Amazon SQS Developer Guide.
/// </remarks>
public static class TenantGroups
{
    private const string HashHead = "sha256-";

    /// <summary>The group id of a tenant: the key itself where it can be one, otherwise <c>sha256-</c> and the hash of its UTF-8 in lower hex.</summary>
    /// <param name="tenant">The tenant's key: any text but an empty one.</param>
    /// <returns>1 to 128 letters, digits and ASCII punctuation; the same for the same key, always.</returns>
    /// <exception cref="SqsValidationException">The key is empty.</exception>
    public static string GroupIdOf(string tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        if (tenant.Length == 0)
        {
            throw new SqsValidationException(nameof(tenant), "must not be empty");
        }

        // A key that looks like a hash is hashed too, so that nobody can name the group of another.
        return TextRules.IsIdentifier(tenant) && !tenant.StartsWith(HashHead, StringComparison.Ordinal)
            ? tenant
            : HashHead + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(tenant))).ToLowerInvariant();
    }

    /// <summary>The message as one of a tenant, for a fair queue.</summary>
    /// <param name="message">The message.</param>
    /// <param name="tenant">The tenant's key: any text but an empty one.</param>
    /// <returns>The message with <see cref="GroupIdOf"/> the tenant as its group id.</returns>
    /// <exception cref="SqsValidationException">The key is empty.</exception>
    public static OutgoingMessage ForTenant(this OutgoingMessage message, string tenant)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message with { MessageGroupId = GroupIdOf(tenant) };
    }
}
