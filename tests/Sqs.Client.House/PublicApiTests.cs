namespace Sqs.Client.House;

/// <summary>What each library offers is written down; a change of it is seen in review, not found by users.</summary>
public sealed class PublicApiTests
{
    private const string Switch = "UPDATE_PUBLIC_API";

    public static TheoryData<string> Assemblies => [.. ProductAssemblies.All.Select(assembly => assembly.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void PublicApi_IsTheOneWrittenDown(string assembly)
    {
        var name = $"tests/Sqs.Client.House/PublicApi/{assembly}.txt";
        var file = Path.Combine(SharedMaterial.Repository, name);
        var received = ApiListing.Of(ProductAssemblies.Named(assembly));
        if (Environment.GetEnvironmentVariable(Switch) == "1")
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, received);
            return;
        }

        var written = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (written != received)
        {
            var copy = Path.Combine(AppContext.BaseDirectory, $"{assembly}.received.txt");
            File.WriteAllText(copy, received);
            Assert.Fail($"""
                The public API of {assembly} is not the one in {name}:
                {Difference(written, received)}
                The whole text is in {copy}. If the change is meant, run these tests once with {Switch}=1 and commit the file.
                """);
        }
    }

    [Fact]
    public void Listing_ReadsLikeCSharp() => Assert.Equal(
        """
        namespace Sqs.Client.House

        enum PublicApiTests.Colour : byte
            Red = 1

        abstract class PublicApiTests.Shape<T> : IDisposable where T : class
            protected Shape(int sides = 3, string? name = null)
            const string Kind = "shape"
            required string Name { get; init; }
            IReadOnlyList<T?> Parts { get; protected set; }
            abstract int? Area(in long scale, params T[] others)
            virtual void Dispose()
            static T? Find<K>(K key, out bool found) where K : struct

        sealed class PublicApiTests.Square : PublicApiTests.Shape<string>
            Square()
            override int? Area(in long scale, params string[] others)

        """.ReplaceLineEndings("\n"),
        ApiListing.Of([typeof(Shape<>), typeof(Square), typeof(Colour)]));

    private static string Difference(string written, string received)
    {
        var (old, now) = (Lines(written), Lines(received));
        return string.Join('\n', old.Except(now).Select(line => "- " + line).Concat(now.Except(old).Select(line => "+ " + line)).Take(40));
    }

    /// <summary>Each line behind the type that it belongs to.</summary>
    private static List<string> Lines(string listing)
    {
        var type = "";
        var lines = new List<string>();
        foreach (var line in listing.Split('\n').Where(line => line.Length > 0))
        {
            var isMember = line.StartsWith(' ');
            type = isMember ? type : line;
            lines.Add(isMember ? $"{type} {{ {line.Trim()} }}" : line);
        }

        return lines;
    }

    private enum Colour : byte
    {
        Red = 1,
    }

    private abstract class Shape<T>(int sides = 3, string? name = null) : IDisposable
        where T : class
    {
        public const string Kind = "shape";

        public required string Name { get; init; } = name ?? "";

        public IReadOnlyList<T?> Parts { get; protected set; } = new T?[sides];

        public static T? Find<K>(K key, out bool found)
            where K : struct
        {
            found = key.Equals(default(K));
            return null;
        }

        public abstract int? Area(in long scale, params T[] others);

        public virtual void Dispose() => GC.SuppressFinalize(this);
    }

    private sealed class Square() : Shape<string>(4)
    {
        public override int? Area(in long scale, params string[] others) => (int)scale;
    }
}
