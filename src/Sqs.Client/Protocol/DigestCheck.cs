namespace Sqs.Client.Protocol;

/// <summary>Compares the digests of one message with those that the service gave, and gathers what differs.</summary>
internal struct DigestCheck(ReadContext context)
{
    private readonly Checksums? _checksums = context.Checksums;
    private List<ChecksumMismatch>? _mismatches;
    private bool _isUnverified;

    public readonly IReadOnlyList<ChecksumMismatch> Mismatches => (IReadOnlyList<ChecksumMismatch>?)_mismatches ?? [];

    public readonly ChecksumState State =>
        _checksums is null ? ChecksumState.NotChecked
        : _mismatches is not null ? ChecksumState.Mismatch
        : _isUnverified ? ChecksumState.Unverified
        : ChecksumState.Verified;

    /// <summary>The check of a message that the service speaks of and that was not sent: there is nothing to compare.</summary>
    public static DigestCheck OfNothingSent(ReadContext context) => new(context) { _isUnverified = true };

    /// <summary>Compares the digest of a body that was sent.</summary>
    public void Body(MessageBody sent, string? actual)
    {
        if (_checksums is not null && IsGiven(actual))
        {
            Span<byte> digest = stackalloc byte[Checksums.DigestSize];
            _checksums.OfBody(sent, digest);
            Compare(ChecksumPart.Body, digest, actual);
        }
    }

    /// <summary>Compares the digest of a body that was received.</summary>
    public void Body(ReadOnlySpan<byte> received, string? actual)
    {
        if (_checksums is not null && IsGiven(actual))
        {
            Span<byte> digest = stackalloc byte[Checksums.DigestSize];
            _checksums.OfBytes(received, digest);
            Compare(ChecksumPart.Body, digest, actual);
        }
    }

    /// <summary>Compares the digest of attributes that were sent. The service must give one: without it they may not have been stored.</summary>
    public void SentAttributes(IReadOnlyDictionary<string, MessageAttributeValue> attributes, string? actual)
    {
        Span<byte> digest = stackalloc byte[Checksums.DigestSize];
        if (_checksums is not null && _checksums.OfAttributes(attributes, digest))
        {
            Compare(ChecksumPart.MessageAttributes, digest, actual);
        }
    }

    /// <inheritdoc cref="SentAttributes(IReadOnlyDictionary{string, MessageAttributeValue}, string?)"/>
    public void SentAttributes(IReadOnlyDictionary<MessageSystemAttributeName, MessageAttributeValue> attributes, string? actual)
    {
        Span<byte> digest = stackalloc byte[Checksums.DigestSize];
        if (_checksums is not null && _checksums.OfAttributes(attributes, digest))
        {
            Compare(ChecksumPart.MessageSystemAttributes, digest, actual);
        }
    }

    /// <summary>Compares the digest of the attributes that were returned: it covers those alone.</summary>
    public void ReceivedAttributes(IReadOnlyDictionary<string, MessageAttributeValue> attributes, string? actual)
    {
        if (_checksums is null || attributes.Count == 0)
        {
            return;
        }

        if (string.IsNullOrEmpty(actual))
        {
            _isUnverified = true;
            return;
        }

        SentAttributes(attributes, actual);
    }


    private static bool Agrees(ReadOnlySpan<byte> digest, ReadOnlySpan<char> hex)
    {
        if (hex.Length != digest.Length * 2)
        {
            return false;
        }

        for (var position = 0; position < digest.Length; position++)
        {
            if (!IsDigit(hex[2 * position], digest[position] >> 4) || !IsDigit(hex[(2 * position) + 1], digest[position] & 15))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDigit(char digit, int value) => char.IsAsciiHexDigit(digit) && (char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10) == value;

    private bool IsGiven(string? actual)
    {
        if (!string.IsNullOrEmpty(actual))
        {
            return true;
        }

        _isUnverified = true;
        context.UnverifiedDigests++;
        return false;
    }

    private void Compare(ChecksumPart part, ReadOnlySpan<byte> digest, string? actual)
    {
        if (!Agrees(digest, actual))
        {
            var expected = Convert.ToHexString(digest).ToLowerInvariant();
            (_mismatches ??= []).Add(new ChecksumMismatch(part, expected, string.IsNullOrEmpty(actual) ? null : actual));
        }
    }
}
