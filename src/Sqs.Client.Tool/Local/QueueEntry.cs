using Sqs.Client.LocalServer;
using Sqs.Client.Tool.Files;

namespace Sqs.Client.Tool.Local;

/// <summary>A queue that a file asks for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region.</param>
/// <param name="Account">The account that owns it.</param>
/// <param name="Source">Where it stands in the file.</param>
internal sealed record QueueEntry(string Name, string Region, string Account, FileValue Source)
{
    /// <summary>The attributes as on the wire.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>The ARN of the dead-letter queue that it names, if any.</summary>
    public string? DeadLetterArn { get; init; }

    public string Arn => $"arn:aws:sqs:{Region}:{Account}:{Name}";

    /// <summary>Creates the queue; a refusal names the place in the file.</summary>
    public void Create(LocalSqs server)
    {
        try
        {
            _ = server.CreateQueue(Name, Attributes, Tags, Region, Account);
        }
        catch (LocalSqsException refusal)
        {
            throw At(refusal.Member).Wrong($"{refusal.Message.TrimEnd('.')}. ({refusal.ErrorCode})");
        }
    }

    /// <summary>An attribute in the file, or the whole entry where it is about none.</summary>
    public FileValue At(string attribute) => Source is { IsText: false } entry ? entry.Find("attributes")?.Find(attribute) ?? entry.Find("name") ?? entry : Source;
}
