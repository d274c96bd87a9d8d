namespace Sqs.Client.Signing;

/// <summary>The pairs of a query as they are on the wire, in order, without the empty ones.</summary>
internal ref struct QueryPairs(ReadOnlySpan<char> query)
{
    private ReadOnlySpan<char> _rest = query;

    public QueryPair Current { get; private set; }

    public readonly QueryPairs GetEnumerator() => this;

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf('&');
            var pair = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? [] : _rest[(end + 1)..];
            if (!pair.IsEmpty)
            {
                Current = new QueryPair(pair);
                return true;
            }
        }

        return false;
    }
}

/// <summary>One name and value of a query, both as they are on the wire; without an equals sign the value is empty.</summary>
internal readonly ref struct QueryPair(ReadOnlySpan<char> text)
{
    private readonly int _equals = text.IndexOf('=');

    public ReadOnlySpan<char> Text { get; } = text;

    public ReadOnlySpan<char> Name => _equals < 0 ? Text : Text[.._equals];

    public ReadOnlySpan<char> Value => _equals < 0 ? [] : Text[(_equals + 1)..];
}

/// <summary>What a canonical query leaves out of a presigned one.</summary>
[Flags]
internal enum QueryOmission
{
    None = 0,
    Signature = 1,
    SecurityToken = 2,
}

/// <summary>The parameters of a presigned query.</summary>
internal static class QueryParameters
{
    public const string Algorithm = "X-Amz-Algorithm";
    public const string Credential = "X-Amz-Credential";
    public const string Date = "X-Amz-Date";
    public const string Expires = "X-Amz-Expires";
    public const string SignedHeaders = "X-Amz-SignedHeaders";
    public const string SecurityToken = "X-Amz-Security-Token";
    public const string Signature = "X-Amz-Signature";

    public static bool IsOne(ReadOnlySpan<char> name) =>
        name is Algorithm or Credential or Date or Expires or SignedHeaders or SecurityToken or Signature;
}
