using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>Reads which queue a request names: <c>/account/name</c>, with or without a slash at the end, whatever the host.</summary>
internal static class QueueAddress
{
    /// <summary>The account that the queue is said to belong to, and its name.</summary>
    public static (string AccountId, string Name) Read(ActionContext context)
    {
        var url = Text(context) ?? throw SqsErrors.MissingParameter("QueueUrl");
        return context.Address ?? throw SqsErrors.InvalidAddress(url);
    }

    /// <summary>The same without a complaint: null when the request names no queue.</summary>
    public static (string AccountId, string Name)? Find(ActionContext context) => Text(context) is { } url ? Find(url) : null;

    private static string? Text(ActionContext context) =>
        context.Input.Text("QueueUrl") is { Length: > 0 } url ? url
        : context.Path.Trim('/').Length > 0 ? context.Path
        : null;

    private static (string AccountId, string Name)? Find(string url)
    {
        var path = url;
        if (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && (absolute.Scheme == Uri.UriSchemeHttp || absolute.Scheme == Uri.UriSchemeHttps))
        {
            path = absolute.AbsolutePath;
        }

        var parts = Uri.UnescapeDataString(path).Trim('/').Split('/');
        return parts is [var account, { Length: > 0 } name] ? (account, name) : null;
    }
}
