using System.Text;

namespace Sqs.Client;

/// <summary>An entry of a batch that failed although the call succeeded.</summary>
public sealed record BatchResultErrorEntry
{
    /// <summary>The id of the entry within the batch.</summary>
    public string Id { get; init; } = "";

    /// <summary>True when the entry is at fault and would fail again; false when sending it again may succeed.</summary>
    public bool SenderFault { get; init; }

    /// <summary>The code of the service.</summary>
    public SqsErrorCode Code { get; init; }

    /// <summary>What the service says about it; null when it says nothing. It may quote the receipt handle, so <see cref="ToString"/> leaves it out.</summary>
    public string? Message { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Id = ").Append(Id).Append(", SenderFault = ").Append(SenderFault).Append(", Code = ").Append(Code);
        return true;
    }
}
