namespace Sqs.Client.Processing.Tests.Redrive;

/// <summary>A client whose lists of move tasks a test holds up or changes, by their number from 1.</summary>
internal sealed class WatchedLists(ISqsClient inner) : DelegatingSqsClient(inner)
{
    public int Lists { get; private set; }

    public Action<int> Before { get; init; } = static _ => { };

    public Func<int, ListMessageMoveTasksResponse, ListMessageMoveTasksResponse> Answer { get; init; } = static (_, response) => response;

    public override async Task<ListMessageMoveTasksResponse> ListMessageMoveTasksAsync(ListMessageMoveTasksRequest request, CancellationToken cancellationToken = default)
    {
        Before(++Lists);
        return Answer(Lists, await base.ListMessageMoveTasksAsync(request, cancellationToken));
    }
}
