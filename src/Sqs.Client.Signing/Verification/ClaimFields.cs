namespace Sqs.Client.Signing;

/// <summary>The parts of a claim while they are read; header and query use the same names.</summary>
internal sealed class ClaimFields
{
    public string? Algorithm { get; private set; }

    public string? Credential { get; private set; }

    public string? SignedHeaders { get; private set; }

    public string? Signature { get; private set; }

    public string? Date { get; private set; }

    public string? Expires { get; private set; }

    public string? SessionToken { get; set; }

    /// <summary>Null when there is none, the default value when it could not be read.</summary>
    public DateTimeOffset? Time { get; set; }

    public TimeSpan? Lifetime { get; set; }

    /// <summary>Keeps a parameter; false when its name is unknown or was there before.</summary>
    public bool TrySet(ReadOnlySpan<char> name, string value)
    {
        switch (name)
        {
            case "Algorithm" when Algorithm is null:
                Algorithm = value;
                return true;
            case "Credential" when Credential is null:
                Credential = value;
                return true;
            case "SignedHeaders" when SignedHeaders is null:
                SignedHeaders = value;
                return true;
            case "Signature" when Signature is null:
                Signature = value;
                return true;
            case "Date" when Date is null:
                Date = value;
                return true;
            case "Expires" when Expires is null:
                Expires = value;
                return true;
            case "Security-Token" when SessionToken is null:
                SessionToken = value;
                return true;
            default:
                return false;
        }
    }

    /// <summary>The claim, or a malformed one where the parts contradict each other. Nothing may be missing any more.</summary>
    public SigV4Claim ToClaim(in SigV4Request request, SigV4ClaimKind kind)
    {
        var parts = SplitCredential(Credential!);
        var names = SignedHeaders!.Split(';');
        var problem = Problem(parts, names);
        return problem is not null
            ? SigV4Claim.Malformed(request, problem)
            : new SigV4Claim(request, kind)
            {
                AccessKeyId = parts[0],
                Scope = new SigningScope(parts[1], parts[2], parts[3]),
                Time = Time!.Value,
                Expires = Lifetime,
                SessionToken = SessionToken,
                SignedHeaders = names,
                Signature = Signature!,
            };
    }

    /// <summary>Key id, day, region, service, terminator; only the key id may hold slashes itself.</summary>
    private static string[] SplitCredential(string credential)
    {
        var parts = credential.Split('/');
        return parts.Length > 5 ? [string.Join('/', parts[..^4]), .. parts[^4..]] : parts;
    }

    private string? Problem(string[] credential, string[] names)
    {
        if (credential.Length != 5)
        {
            return "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.";
        }

        if (credential[4] is not SigningScope.Terminator)
        {
            return $"Credential should be scoped with a valid terminator: '{SigningScope.Terminator}'.";
        }

        if (Credential.AsSpan().ContainsAnyExceptInRange(' ', '~')) // it goes into logs
        {
            return "Credential must be printable ASCII.";
        }

        if (credential.Contains("", StringComparer.Ordinal))
        {
            return "Credential must not have an empty element.";
        }

        if (Time == default(DateTimeOffset))
        {
            return "Date must be in ISO-8601 'basic format', e.g. 20150830T123600Z.";
        }

        var day = new SigningTime(Time!.Value).Day;
        if (!day.SequenceEqual(credential[1]))
        {
            return "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.";
        }

        return names.Contains(HeaderNames.Host, StringComparer.OrdinalIgnoreCase)
            ? null
            : "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
    }
}
