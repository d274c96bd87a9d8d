using System.Buffers;

namespace Sqs.Client.Signing;

/// <summary>The CanonicalQueryString of the specification: every pair encoded anew, sorted by encoded name, then by encoded value.</summary>
internal static class CanonicalQuery
{
    public static void Append(ref TextBuffer target, string? query, QueryOmission omission)
    {
        var wire = query.AsSpan();
        if (wire.IsEmpty)
        {
            return;
        }

        var pairs = ArrayPool<Pair>.Shared.Rent(wire.Count('&') + 1);
        var encoded = new TextBuffer(wire.Length * 2);
        var count = 0;
        try
        {
            foreach (var pair in new QueryPairs(wire))
            {
                if (!IsOmitted(pair.Name, omission))
                {
                    pairs[count++] = Encode(ref encoded, pair);
                }
            }

            AppendSorted(ref target, pairs.AsSpan(0, count), encoded.Array);
        }
        finally
        {
            encoded.Dispose();
            pairs.AsSpan(0, count).Clear();
            ArrayPool<Pair>.Shared.Return(pairs);
        }
    }

    private static bool IsOmitted(ReadOnlySpan<char> name, QueryOmission omission) =>
        ((omission & QueryOmission.Signature) != 0 && name.SequenceEqual(QueryParameters.Signature))
        || ((omission & QueryOmission.SecurityToken) != 0 && name.SequenceEqual(QueryParameters.SecurityToken));

    private static Pair Encode(ref TextBuffer encoded, QueryPair pair)
    {
        var start = encoded.Length;
        PercentEncoding.AppendReencoded(ref encoded, pair.Name);
        var middle = encoded.Length;
        PercentEncoding.AppendReencoded(ref encoded, pair.Value);
        return new Pair([], start, middle - start, encoded.Length - middle);
    }

    private static void AppendSorted(ref TextBuffer target, Span<Pair> pairs, byte[] encoded)
    {
        foreach (ref var pair in pairs)
        {
            pair = pair with { Text = encoded };
        }

        pairs.Sort(Pair.Compare);
        for (var i = 0; i < pairs.Length; i++)
        {
            if (i > 0)
            {
                target.Append((byte)'&');
            }

            target.Append(pairs[i].Name);
            target.Append((byte)'=');
            target.Append(pairs[i].Value);
        }
    }

    private readonly record struct Pair(byte[] Text, int Start, int NameLength, int ValueLength)
    {
        public ReadOnlySpan<byte> Name => Text.AsSpan(Start, NameLength);

        public ReadOnlySpan<byte> Value => Text.AsSpan(Start + NameLength, ValueLength);

        public static int Compare(Pair left, Pair right) =>
            left.Name.SequenceCompareTo(right.Name) is var order && order != 0 ? order : left.Value.SequenceCompareTo(right.Value);
    }
}
