namespace Sqs.Client.Signing;

/// <summary>The CanonicalRequest of the specification: the one text that both sides make of a request.</summary>
internal readonly struct CanonicalRequest(in SigV4Request request, CanonicalHeaders sortedHeaders, SigV4Options options)
{
    private readonly SigV4Request _request = request;
    private readonly CanonicalHeaders _headers = sortedHeaders;

    /// <summary>The query to use instead of the request's own: a presigned one.</summary>
    public string? PresignedQuery { get; init; }

    public void AppendTo(ref TextBuffer target)
    {
        target.Append(_request.Method);
        target.Append((byte)'\n');
        CanonicalPath.Append(ref target, _request.Path, options);
        target.Append((byte)'\n');
        CanonicalQuery.Append(ref target, PresignedQuery ?? _request.Query, Omission);
        target.Append((byte)'\n');
        _headers.AppendLines(ref target);
        target.Append((byte)'\n');
        _headers.AppendNames(ref target);
        target.Append((byte)'\n');
        target.Append(_request.PayloadHash);
    }

    private QueryOmission Omission =>
        PresignedQuery is null ? QueryOmission.None
        : options.OmitSessionTokenFromSignature ? QueryOmission.Signature | QueryOmission.SecurityToken
        : QueryOmission.Signature;
}
