using System.Reflection;
using System.Text;

namespace Sqs.Client.House;

/// <summary>No body, receipt handle, secret, token or policy comes out of the ToString of a public type, nor out of an exception.</summary>
public sealed class SecretTests
{
    /// <summary>The public types that print more than their name.</summary>
    public static TheoryData<string, string> Types =>
    [
        .. from assembly in ProductAssemblies.All
           from type in assembly.GetExportedTypes()
           where Prints(type)
           select new TheoryDataRow<string, string>(assembly.GetName().Name!, type.FullName!),
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void PublicType_PrintsNoSecret(string assembly, string type) =>
        Verdict.None(Leaks(ProductAssemblies.Named(assembly).GetType(type, throwOnError: true)!));

    [Fact]
    public void Leaks_AreFound()
    {
        Assert.NotEmpty(Leaks(typeof(LeakyRecord)));
        Assert.NotEmpty(Leaks(typeof(LeakyNest)));
        Assert.NotEmpty(Leaks(typeof(LeakyBytes)));
        Assert.NotEmpty(Leaks(typeof(LeakyMap)));
        Assert.NotEmpty(Leaks(typeof(LeakyException)));
        Assert.NotEmpty(Leaks(typeof(Choosy)));
        Assert.Empty(Leaks(typeof(Discreet)));
    }

    private static bool Prints(Type type) =>
        type is { IsAbstract: false, IsEnum: false, IsGenericTypeDefinition: false, IsByRefLike: false }
        && !type.IsSubclassOf(typeof(Delegate))
        && type.GetMethod(nameof(ToString), BindingFlags.Instance | BindingFlags.Public, [])!.DeclaringType is { } printer
        && printer != typeof(object) && printer != typeof(ValueType);

    private static IEnumerable<string> Leaks(Type type)
    {
        var planter = new Planter();
        var made = planter.Make(type);
        Assert.True(made is not null, $"{type} cannot be made here; teach {nameof(Planter)} how.");
        Assert.True(planter.Count > 0 || !type.GetProperties().Any(MayBePlanted), $"{type} was made without a marker; teach {nameof(Planter)} how to plant one.");
        var printed = made.ToString() ?? "";
        string[] forms = [Planter.Marker, Convert.ToHexString(Encoding.UTF8.GetBytes(Planter.Marker)), Convert.ToBase64String(Encoding.UTF8.GetBytes(Planter.Marker))[..^4]];
        return forms.Where(form => printed.Contains(form, StringComparison.OrdinalIgnoreCase)).Select(_ => $"{type.Name}.ToString() is {printed}");
    }

    private static bool MayBePlanted(PropertyInfo property) =>
        Planter.IsTelling(property.Name) && property.SetMethod is { IsPublic: true } && (property.PropertyType == typeof(string) || property.PropertyType.Name.EndsWith("Body", StringComparison.Ordinal));

    private sealed record LeakyRecord(string ReceiptHandle);

    private sealed record LeakyNest
    {
        public IReadOnlyList<LeakyRecord> Entries { get; init; } = [];

        public override string ToString() => string.Join(';', Entries);
    }

    private sealed record LeakyBytes(ReadOnlyMemory<byte> Content)
    {
        public override string ToString() => Convert.ToBase64String(Content.Span);
    }

    private sealed record LeakyMap(IReadOnlyDictionary<string, string> Attributes)
    {
        public override string ToString() => string.Join(';', Attributes);
    }

    private sealed class LeakyException(string token) : Exception("The token is " + token);

    private sealed record Choosy
    {
        public Choosy(string secretKey)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(secretKey, "the right one");
            Secret = secretKey;
        }

        public string Secret { get; }
    }

    private sealed record Discreet(string Name, int BodyLength, string MD5OfBody, DateTimeOffset TokenExpiry, byte[] Body);
}
