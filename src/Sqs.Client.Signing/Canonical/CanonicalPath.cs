namespace Sqs.Client.Signing;

/// <summary>The CanonicalUri of the specification: the path, made free of dot and empty segments, each segment encoded.</summary>
internal static class CanonicalPath
{
    public static void Append(ref TextBuffer target, string? path, SigV4Options options)
    {
        var rest = path.AsSpan();
        if (rest is "" or "/")
        {
            target.Append((byte)'/');
            return;
        }

        if (!options.NormalizePath)
        {
            AppendSegments(ref target, rest, options);
            return;
        }

        AppendNormalized(ref target, rest, options);
    }

    private static void AppendSegments(ref TextBuffer target, ReadOnlySpan<char> path, SigV4Options options)
    {
        if (path[0] != '/')
        {
            target.Append((byte)'/');
        }

        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/'))
        {
            AppendSegment(ref target, path[..slash], options);
            target.Append((byte)'/');
            path = path[(slash + 1)..];
        }

        AppendSegment(ref target, path, options);
    }

    private static void AppendNormalized(ref TextBuffer target, ReadOnlySpan<char> path, SigV4Options options)
    {
        // A trailing slash is kept only where the path of the wire has one: "/a/b/.." is signed as "/a".
        var start = target.Length;
        var endsWithSlash = path[^1] == '/';
        while (!path.IsEmpty)
        {
            var slash = path.IndexOf('/');
            var segment = slash < 0 ? path : path[..slash];
            path = slash < 0 ? [] : path[(slash + 1)..];
            if (segment is "..")
            {
                RemoveLastSegment(ref target, start);
            }
            else if (!segment.IsEmpty && segment is not ".")
            {
                target.Append((byte)'/');
                AppendSegment(ref target, segment, options);
            }
        }

        if (target.Length == start || endsWithSlash)
        {
            target.Append((byte)'/');
        }
    }

    private static void RemoveLastSegment(ref TextBuffer target, int start)
    {
        var slash = target.Written[start..].LastIndexOf((byte)'/');
        target.Truncate(start + Math.Max(slash, 0));
    }

    private static void AppendSegment(ref TextBuffer target, ReadOnlySpan<char> segment, SigV4Options options)
    {
        if (options.DoubleEncodePath)
        {
            PercentEncoding.AppendEncoded(ref target, segment);
        }
        else
        {
            PercentEncoding.AppendReencoded(ref target, segment);
        }
    }
}
