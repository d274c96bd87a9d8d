using System.Text;
using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// One page of a list of queues. A NextToken is answered only when MaxResults was sent; without it the list stops silently at 1000.
/// </summary>
internal static class QueuePage
{
    private const int Most = 1000;

    public static WireValue Of(ActionContext context, string member, IEnumerable<MessageQueue> queues)
    {
        var asked = context.Input.Integer("MaxResults", 1, Most);
        var after = context.Input.Text("NextToken") is { Length: > 0 } token ? Name(token) : "";
        var rest = queues.SkipWhile(queue => string.CompareOrdinal(queue.Identity.Name, after) <= 0).Take((asked ?? Most) + 1).ToList();
        var page = rest.Take(asked ?? Most).ToList();
        var next = asked is not null && rest.Count > page.Count ? Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1].Identity.Name)) : null;
        return WireValue.Structure().With(member, page.Select(context.UrlOf)).With("NextToken", next);
    }

    private static string Name(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw SqsErrors.InvalidParameter("Invalid or expired next token.");
    }
}
