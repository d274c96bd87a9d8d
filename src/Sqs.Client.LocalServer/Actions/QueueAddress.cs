using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>Reads which queue a request names: <c>/account/name</c>, with or without a slash at the end, whatever the host.</summary>
internal static class QueueAddress
{
    /// <summary>The queue's name; null when the address is that of another account.</summary>
    public static string? Name(ActionContext context)
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
        return parts.Length != 2 || parts[1].Length == 0 ? throw SqsErrors.InvalidAddress(url)
            : string.Equals(parts[0], context.Queues.AccountId, StringComparison.Ordinal) ? parts[1]
            : null;
    }
}
