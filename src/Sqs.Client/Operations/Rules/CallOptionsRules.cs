using System.Buffers;

namespace Sqs.Client.Operations;

/// <summary>What the options of a single call may ask for.</summary>
internal static class CallOptionsRules
{
    private const string Options = nameof(ISqsRequest.CallOptions);

    /// <summary>The characters of a token (RFC 9110, 5.6.2).</summary>
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly HashSet<string> OwnHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "host",
        "authorization",
        "content-type",
        "content-length",
        "x-amz-date",
        "x-amz-security-token",
        "x-amz-content-sha256",
        "x-amz-target",
        "x-amzn-query-mode",
        "transfer-encoding",
        "connection",
        "expect",
        "user-agent",
    };

    public static void Check(SqsCallOptions? options)
    {
        if (options is null)
        {
            return;
        }

        Positive(options.CallTimeout, $"{Options}.{nameof(SqsCallOptions.CallTimeout)}");
        Positive(options.AttemptTimeout, $"{Options}.{nameof(SqsCallOptions.AttemptTimeout)}");
        MapCheck.Each(options.Headers, $"{Options}.{nameof(SqsCallOptions.Headers)}", static (name, value, map) => CheckHeader(name, value, map.At(name)));
    }

    private static void Positive(TimeSpan? timeout, MemberPath path)
    {
        if (timeout <= TimeSpan.Zero)
        {
            throw path.Refusal("must be longer than zero");
        }
    }

    private static void CheckHeader(string name, string value, MemberPath path)
    {
        TextRules.Text(name, int.MaxValue, TokenCharacters, "the name of a header is a token (RFC 9110): letters, digits and !#$%&'*+-.^_`|~", path);
        if (OwnHeaders.Contains(name))
        {
            throw path.Refusal("is a header that the client sets itself");
        }

        path.NotNull(value);
        var at = value.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        if (at >= 0)
        {
            throw path.Refusal("the value of a header has printable ASCII characters only, no line breaks", at);
        }
    }
}
