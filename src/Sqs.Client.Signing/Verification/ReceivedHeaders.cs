namespace Sqs.Client.Signing;

/// <summary>Looking up the headers of a received request.</summary>
internal static class ReceivedHeaders
{
    /// <summary>The first value of that name, or null.</summary>
    public static string? Find(in SigV4Request request, string name)
    {
        for (var i = 0; i < (request.Headers?.Count ?? 0); i++)
        {
            if (HeaderNames.Is(request.Headers![i].Key, name))
            {
                return request.Headers[i].Value ?? "";
            }
        }

        return null;
    }

    public static int Count(in SigV4Request request, string name)
    {
        var count = 0;
        for (var i = 0; i < (request.Headers?.Count ?? 0); i++)
        {
            count += HeaderNames.Is(request.Headers![i].Key, name) ? 1 : 0;
        }

        return count;
    }
}
