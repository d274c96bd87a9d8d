using Sqs.Client.LocalServer.Access;
using Sqs.Client.LocalServer.Inspection;
using Sqs.Client.LocalServer.Moves;
using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Realms;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>What an action gets: the decoded request, who sent it and where to, and the state of the server.</summary>
internal sealed class ActionContext
{
    public required Parameters Input { get; init; }

    /// <summary>The name of the action.</summary>
    public required string Action { get; init; }

    public required Caller Caller { get; init; }

    /// <summary>When and from where the request came.</summary>
    public required RequestFacts Facts { get; init; }

    /// <summary>The region that the request is for.</summary>
    public required string Region { get; init; }

    /// <summary>Everything that the server holds.</summary>
    public required RealmDirectory Realms { get; init; }

    /// <summary>What the caller's account has in the region.</summary>
    public required Realm Realm { get; init; }

    /// <summary>Who counts what is sent.</summary>
    public required QueueInstruments Instruments { get; init; }

    /// <summary>Where queue URLs begin, with a slash at the end.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The path that the request was sent to; it may name the queue.</summary>
    public required string Path { get; init; }

    /// <summary>The version of the API that the caller speaks.</summary>
    public required string Version { get; init; }

    /// <summary>Fires when the caller's connection is gone.</summary>
    public required CancellationToken CallerGone { get; init; }

    /// <summary>Called by the protocol layer when the answer could not be given to the caller.</summary>
    public Action? Undelivered { get; set; }

    /// <summary>Fails entries of a batch by an injected fault: by index, number of entries and entry; null where all of them run.</summary>
    public Func<int, int, Parameters, SqsFault?>? EntryFault { get; set; }

    /// <summary>The queues of the caller's account in the region.</summary>
    public QueueDirectory Queues => Realm.Queues;

    /// <summary>The move tasks of the caller's account in the region.</summary>
    public MoveTasks Moves => Realm.Moves;

    /// <summary>The account and the name of the queue that the request's URL or path names; null when neither names one.</summary>
    public (string AccountId, string Name)? Address => field ??= QueueAddress.Find(this);

    /// <summary>The queue that the request is about, of whatever account: its QueueUrl, else the path that it was sent to.</summary>
    public MessageQueue Queue()
    {
        var (account, name) = QueueAddress.Read(this);
        return Realms.FindQueue(Region, account, name) ?? throw SqsErrors.NonExistentQueue();
    }

    /// <summary>The name of the queue that the request names, whether or not there is such a queue; null when it names none.</summary>
    public string? QueueName => Input.Text("QueueName") ?? Address?.Name;

    public string UrlOf(MessageQueue queue) => $"{Endpoint}{queue.Identity.AccountId}/{queue.Identity.Name}";
}
