using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Sqs.Client.House;

/// <summary>
/// Makes an instance of any public type, with a marker in every member whose name says that it holds something that must not be printed, and
/// in all that lies below such a member.
/// </summary>
internal sealed class Planter
{
    /// <summary>What every marker holds. No honest text does.</summary>
    public const string Marker = "pl4nted";

    private const int MaxDepth = 6;

    private static readonly string[] Telling = ["body", "handle", "secret", "token", "policy", "StringValue", "StringListValue", "BinaryValue", "BinaryListValue", "password"];

    private int _count;

    /// <summary>How many markers were planted.</summary>
    public int Count => _count;

    /// <summary>True when a member of this name holds something that must not be printed. A digest of it may be.</summary>
    public static bool IsTelling(string name) =>
        !name.StartsWith("MD5", StringComparison.OrdinalIgnoreCase) && Telling.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>An instance with all members set; null when there is no way to make one.</summary>
    public object? Make(Type type) => Make(type, "", isTelling: type.Name.EndsWith("Body", StringComparison.Ordinal), 0);

    private object? Make(Type type, string name, bool isTelling, int depth)
    {
        isTelling |= IsTelling(name);
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type == typeof(object))
        {
            return isTelling ? Plant(name) : "plain";
        }

        // Bytes are content, whatever they are called.
        if (type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>) || type == typeof(Memory<byte>))
        {
            var bytes = Encoding.UTF8.GetBytes(Plant(name));
            return type == typeof(byte[]) ? bytes : type == typeof(Memory<byte>) ? bytes.AsMemory() : (object)new ReadOnlyMemory<byte>(bytes);
        }

        if (type == typeof(Uri))
        {
            return new Uri("https://host.example/");
        }

        if (typeof(Exception).IsAssignableFrom(type) && type.Assembly == typeof(Exception).Assembly)
        {
            return new InvalidOperationException("plain");
        }

        if (type.IsArray || type.IsGenericType)
        {
            return MakeCollection(type, name, isTelling, depth);
        }

        if (type.IsPrimitive || type.IsEnum || type.Assembly == typeof(object).Assembly || type.IsSubclassOf(typeof(Delegate)))
        {
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        }

        return depth > MaxDepth || type.IsAbstract ? null : MakeObject(type, isTelling, depth);
    }

    private object? MakeCollection(Type type, string name, bool isTelling, int depth)
    {
        var arguments = type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments();
        if (arguments.Length == 2 && typeof(Dictionary<,>).MakeGenericType(arguments) is var map && type.IsAssignableFrom(map))
        {
            // What a map holds depends on its keys (a policy among the attributes, say): all its values are planted.
            var entries = (IDictionary)Activator.CreateInstance(map)!;
            entries.Add(Make(arguments[0], "", isTelling, depth + 1)!, Make(arguments[1], name, isTelling: true, depth + 1));
            return entries;
        }

        if (arguments.Length == 1 && type.IsAssignableFrom(arguments[0].MakeArrayType()))
        {
            var items = Array.CreateInstance(arguments[0], 1);
            items.SetValue(Make(arguments[0], name, isTelling, depth + 1), 0);
            return items;
        }

        if (arguments.Length == 1 && typeof(List<>).MakeGenericType(arguments) is var list && type.IsAssignableFrom(list))
        {
            var items = (IList)Activator.CreateInstance(list)!;
            _ = items.Add(Make(arguments[0], name, isTelling, depth + 1));
            return items;
        }

        return type.IsValueType ? Activator.CreateInstance(type) : null;
    }

    private object? MakeObject(Type type, bool isTelling, int depth)
    {
        const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public;
        var made = type.GetConstructors()
            .Where(constructor => constructor.GetParameters() is not [var only] || only.ParameterType != type)
            .OrderByDescending(constructor => constructor.GetParameters().Length)
            .Select(constructor => Try(() => constructor.Invoke([.. constructor.GetParameters().Select(parameter => Make(parameter.ParameterType, parameter.Name!, isTelling, depth + 1))])))
            .FirstOrDefault(instance => instance is not null) ?? Bare(type, isTelling, depth);
        foreach (var property in type.GetProperties(Instance).Where(property => property.SetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0))
        {
            _ = Try(() =>
            {
                property.SetValue(made, Make(property.PropertyType, property.Name, isTelling, depth + 1));
                return made;
            });
        }

        return made;
    }

    /// <summary>An instance that no constructor made (none took what was planted), with its fields set.</summary>
    private object Bare(Type type, bool isTelling, int depth)
    {
        var made = RuntimeHelpers.GetUninitializedObject(type);
        for (var level = type; level is not null && level.Assembly == type.Assembly; level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                field.SetValue(made, Make(field.FieldType, field.Name, isTelling, depth + 1));
            }
        }

        return made;
    }

    private string Plant(string name) => $"{Marker}-{name}-{Interlocked.Increment(ref _count)}";

    private static object? Try(Func<object?> make)
    {
        try
        {
            return make();
        }
        catch (Exception refusal) when (refusal is TargetInvocationException or ArgumentException or MemberAccessException)
        {
            return null;
        }
    }
}
