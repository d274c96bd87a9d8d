using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>Reads which queue a request names: <c>/account/name</c>, with or without a slash at the end, whatever the host.</summary>
internal static class QueueAddress
{
    /// <summary>The account that the queue is said to belong to, and its name.</summary>
    public static (string AccountId, string Name) Read(ActionContext context)
    {
        var url = context.Input.Text("QueueUrl");
        if (string.IsNullOrEmpty(url))
        {
            url = context.Path.Trim('/').Length > 0 ? context.Path : throw SqsErrors.MissingParameter("QueueUrl");
        }

        var path = url;
        if (Uri.TryCreate(url, UriKind.Absolute, out var absolute) && (absolute.Scheme == Uri.UriSchemeHttp || absolute.Scheme == Uri.UriSchemeHttps))
        {
            path = absolute.AbsolutePath;
        }

        var parts = Uri.UnescapeDataString(path).Trim('/').Split('/');
        return parts is [var account, { Length: > 0 } name] ? (account, name) : throw SqsErrors.InvalidAddress(url);
    }
}
