namespace Sqs.Client.LocalServer.Queues;

/// <summary>Which queue it is. A queue that is created again under the same name has another id, so that old handles do not fit it.</summary>
internal sealed record QueueIdentity(Guid Id, string Name, string Region, string AccountId)
{
    public string Arn { get; } = $"arn:aws:sqs:{Region}:{AccountId}:{Name}";
}
