using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - also messages in flight and delayed ones go;
/// - a second purge within 60 seconds is PurgeQueueInProgress, status 403.
/// </summary>
internal static class PurgeQueueAction
{
    public static WireValue? Run(ActionContext context)
    {
        context.Queue().Purge();
        return null;
    }
}
