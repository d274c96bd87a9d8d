using System.Reflection;
using System.Runtime.CompilerServices;

namespace Sqs.Client.House;

/// <summary>Types as a C# programmer writes them, with what may be null.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    /// <summary>The name with its type parameters, and the outer types of a nested one, without the namespace.</summary>
    public static string Short(Type type)
    {
        var outer = type is { IsNested: true, IsGenericParameter: false } ? Short(type.DeclaringType!) + "." : "";
        var name = type.Name.Split('`')[0];
        var inherited = type.DeclaringType is { IsGenericType: true, IsGenericTypeDefinition: true } declaring ? declaring.GetGenericArguments().Length : 0;
        var own = type.GetGenericArguments().Skip(type.IsGenericParameter ? int.MaxValue : inherited).Select(argument => Of(argument)).ToArray();
        return outer + name + (own.Length == 0 ? "" : $"<{string.Join(", ", own)}>");
    }

    /// <summary>A type in a signature; a question mark where it may be null.</summary>
    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability?.ElementType ?? nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value) + "?";
        }

        // The null state of a type parameter is its argument's affair, unless the declaration marks it.
        var mark = nullability is { ReadState: NullabilityState.Nullable } or { ReadState: NullabilityState.Unknown, WriteState: NullabilityState.Nullable } && !type.IsValueType ? "?" : "";
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        }

        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword + mark;
        }

        if (!type.IsGenericType || type.IsNested)
        {
            return Short(type) + mark;
        }

        var arguments = type.GetGenericArguments();
        var inner = nullability?.GenericTypeArguments is { } infos && infos.Length == arguments.Length ? infos : null;
        if (typeof(ITuple).IsAssignableFrom(type) && type.IsValueType)
        {
            return $"({string.Join(", ", arguments.Select((argument, index) => Of(argument, inner?[index])))})";
        }

        return $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments.Select((argument, index) => Of(argument, inner?[index])))}>{mark}";
    }
}
