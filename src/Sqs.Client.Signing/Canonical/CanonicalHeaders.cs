using System.Buffers;

namespace Sqs.Client.Signing;

/// <summary>
/// The CanonicalHeaders and SignedHeaders of the specification: names in lower case, sorted; values trimmed, runs of white space folded to
/// one space; values of a repeated name joined by commas in their order. Whoever makes one disposes it.
/// </summary>
internal struct CanonicalHeaders(int capacity)
{
    private const string Blanks = " \t\r\n\v\f";
    private static readonly SearchValues<char> WhiteSpace = SearchValues.Create(Blanks);

    private readonly Entry[] _entries = ArrayPool<Entry>.Shared.Rent(capacity);
    private int _count;

    public void Add(string name, string value)
    {
        _entries[_count] = new Entry(name, value, _count);
        _count++;
    }

    public readonly void Sort() => _entries.AsSpan(0, _count).Sort(Entry.Compare);

    /// <summary>Appends one line for each name.</summary>
    public readonly void AppendLines(ref TextBuffer target)
    {
        for (var i = 0; i < _count; i++)
        {
            if (IsRepeated(i))
            {
                target.Append((byte)',');
            }
            else
            {
                EndLine(ref target, i);
                target.AppendLowerCase(_entries[i].Name);
                target.Append((byte)':');
            }

            AppendFolded(ref target, _entries[i].Value);
        }

        EndLine(ref target, _count);
    }

    /// <summary>Appends the names with semicolons between them.</summary>
    public readonly void AppendNames(ref TextBuffer target)
    {
        for (var i = 0; i < _count; i++)
        {
            if (IsRepeated(i))
            {
                continue;
            }

            if (i > 0)
            {
                target.Append((byte)';');
            }

            target.AppendLowerCase(_entries[i].Name);
        }
    }

    public void Dispose()
    {
        _entries.AsSpan(0, _count).Clear(); // a pool must not keep a session token alive
        ArrayPool<Entry>.Shared.Return(_entries);
        _count = 0;
    }

    private readonly bool IsRepeated(int index) => index > 0 && Entry.CompareNames(_entries[index].Name, _entries[index - 1].Name) == 0;

    private static void EndLine(ref TextBuffer target, int index)
    {
        if (index > 0)
        {
            target.Append((byte)'\n');
        }
    }

    private static void AppendFolded(ref TextBuffer target, ReadOnlySpan<char> value)
    {
        value = value.Trim(Blanks);
        while (true)
        {
            var run = value.IndexOfAny(WhiteSpace);
            if (run < 0)
            {
                target.Append(value);
                return;
            }

            target.Append(value[..run]);
            target.Append((byte)' ');
            value = value[run..].TrimStart(Blanks);
        }
    }

    private static char Lower(char letter) => char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter;

    private readonly record struct Entry(string Name, string Value, int Order)
    {
        public static int Compare(Entry left, Entry right) =>
            CompareNames(left.Name, right.Name) is var order && order != 0 ? order : left.Order.CompareTo(right.Order);

        /// <summary>By bytes of the lower-case names; OrdinalIgnoreCase would put '_' behind the letters.</summary>
        public static int CompareNames(string left, string right)
        {
            var length = Math.Min(left.Length, right.Length);
            for (var i = 0; i < length; i++)
            {
                if (Lower(left[i]) is var a && Lower(right[i]) is var b && a != b)
                {
                    return a - b;
                }
            }

            return left.Length - right.Length;
        }
    }
}
