using System.Security.Cryptography;
using System.Text;
using Canonical = Sqs.Client.Signing.CanonicalRequest;
using Digits = Sqs.Client.Signing.Signature;
using ToSign = Sqs.Client.Signing.StringToSign;

namespace Sqs.Client.Signing;

/// <summary>What a received request says of its signature. It is only a claim until <see cref="Matches"/> has proven it.</summary>
/// <remarks>
/// Whether the time is near enough, the presigned request has not expired, the region is right and the key exists is for the server to
/// judge. Its text form hides the signature and the token.
/// </remarks>
public sealed class SigV4Claim
{
    private readonly SigV4Request _request;

    internal SigV4Claim(in SigV4Request request, SigV4ClaimKind kind)
    {
        _request = request;
        Kind = kind;
    }

    /// <summary>How the request is signed; the other properties are empty for an unsigned or malformed one.</summary>
    public SigV4ClaimKind Kind { get; }

    /// <summary>What is wrong with a malformed claim, in words that AWS uses where they are known; null otherwise.</summary>
    public string? Problem { get; private init; }

    /// <summary>The access key id.</summary>
    public string AccessKeyId { get; internal init; } = "";

    /// <summary>The day, region and service that the request was signed for.</summary>
    public SigningScope Scope { get; internal init; } = new("", "", "");

    /// <summary>The time of signing, from <c>X-Amz-Date</c> or else <c>Date</c>, to the second.</summary>
    public DateTimeOffset Time { get; internal init; }

    /// <summary>How long after <see cref="Time"/> a presigned request is good, 0 seconds to 7 days; null for a request signed by header.</summary>
    public TimeSpan? Expires { get; internal init; }

    /// <summary>The session token, or null when there is none.</summary>
    public string? SessionToken { get; internal init; }

    /// <summary>The names of the headers that are signed, as the request lists them.</summary>
    public IReadOnlyList<string> SignedHeaders { get; internal init; } = [];

    /// <summary>The signature, 64 lower-case hex digits when it is a genuine one.</summary>
    public string Signature { get; internal init; } = "";

    /// <summary>Whether the request was signed with that secret, and nothing that is signed was changed since.</summary>
    /// <param name="secretAccessKey">The secret that belongs to <see cref="AccessKeyId"/>.</param>
    /// <param name="options">How the service wants its canonical requests; null for what nearly all services want.</param>
    /// <returns>True when they match; always false for an unsigned or malformed request. The comparison takes constant time.</returns>
    public bool Matches(string secretAccessKey, SigV4Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(secretAccessKey);
        if (Kind is not (SigV4ClaimKind.Header or SigV4ClaimKind.Query) || Signature.Length != Digits.Length)
        {
            return false;
        }

        Span<byte> given = stackalloc byte[Digits.Length];
        if (Ascii.FromUtf16(Signature, given, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        var key = new SigningKey(secretAccessKey, Scope);
        var text = new TextBuffer(1024);
        var headers = new CanonicalHeaders(HeaderCapacity);
        try
        {
            Span<byte> expected = stackalloc byte[Digits.Length];
            var isComplete = AddSignedHeaders(ref headers);
            Digits.Compute(ref text, CanonicalOf(headers, options), new SigningTime(Time), key, expected, trace: null);
            return CryptographicOperations.FixedTimeEquals(given, expected) && isComplete;
        }
        finally
        {
            headers.Dispose();
            text.Dispose();
            key.Dispose();
        }
    }

    /// <summary>The canonical request that the server makes of what it received, for an error message; empty for an unsigned or malformed one.</summary>
    /// <param name="options">How the service wants its canonical requests; null for what nearly all services want.</param>
    /// <returns>The text. It holds the session token when that is signed.</returns>
    public string CanonicalRequest(SigV4Options? options = null) => Trace(options).CanonicalRequest;

    /// <summary>The string to sign that the server makes of what it received, for an error message; empty for an unsigned or malformed one.</summary>
    /// <param name="options">How the service wants its canonical requests; null for what nearly all services want.</param>
    /// <returns>The text, four lines.</returns>
    public string StringToSign(SigV4Options? options = null) => Trace(options).StringToSign;

    /// <summary>The kind, access key id and scope.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => Kind switch
    {
        SigV4ClaimKind.None => "Unsigned",
        SigV4ClaimKind.Malformed => $"Malformed: {Problem}",
        _ => $"{Kind}: {AccessKeyId}/{Scope} of {new SigningTime(Time).Text}",
    };

    internal static SigV4Claim Malformed(in SigV4Request request, string problem) =>
        new(request, SigV4ClaimKind.Malformed) { Problem = problem };

    private int HeaderCapacity => SignedHeaders.Count + (_request.Headers?.Count ?? 0) + 1;

    private SigV4Trace Trace(SigV4Options? options)
    {
        var trace = new SigV4Trace();
        if (Kind is not (SigV4ClaimKind.Header or SigV4ClaimKind.Query))
        {
            return trace;
        }

        var text = new TextBuffer(1024);
        var headers = new CanonicalHeaders(HeaderCapacity);
        try
        {
            _ = AddSignedHeaders(ref headers);
            ToSign.Write(ref text, CanonicalOf(headers, options), new SigningTime(Time), Encoding.UTF8.GetBytes(Scope.ToString()), trace);
            return trace;
        }
        finally
        {
            headers.Dispose();
            text.Dispose();
        }
    }

    private Canonical CanonicalOf(CanonicalHeaders headers, SigV4Options? options) =>
        new(_request, headers, options ?? SigV4Options.Default)
        {
            PresignedQuery = Kind is SigV4ClaimKind.Query ? _request.Query : null,
        };

    /// <summary>Adds what the request has of the headers that it lists; false when one is missing or listed twice.</summary>
    private bool AddSignedHeaders(ref CanonicalHeaders headers)
    {
        var isComplete = true;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { HeaderNames.Host };
        foreach (var name in SignedHeaders)
        {
            isComplete &= names.Add(name);
        }

        headers.Add(HeaderNames.Host, _request.Host);
        for (var i = 0; i < (_request.Headers?.Count ?? 0); i++)
        {
            var (name, value) = _request.Headers![i];
            if (name is not null && names.Contains(name) && !HeaderNames.Is(name, HeaderNames.Host))
            {
                headers.Add(name, value ?? "");
                _ = found.Add(name);
            }
        }

        headers.Sort();
        return isComplete && found.Count == names.Count;
    }
}
