using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Sqs.Client.House;

/// <summary>What an assembly offers, as text in a stable order: each type with its public and protected members, one to a line.</summary>
internal static class ApiListing
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly) => Of(assembly.GetExportedTypes());

    public static string Of(IEnumerable<Type> types)
    {
        var text = new StringBuilder();
        foreach (var space in types.GroupBy(type => type.Namespace, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            _ = text.Append("namespace ").Append(space.Key).Append("\n");
            foreach (var type in space.OrderBy(TypeNames.Short, StringComparer.Ordinal))
            {
                _ = text.Append('\n').Append(Header(type)).Append('\n');
                foreach (var line in Lines(type))
                {
                    _ = text.Append("    ").Append(line).Append('\n');
                }
            }

            _ = text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Header(Type type)
    {
        var name = TypeNames.Short(type);
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return $"delegate {MemberText.Signature(type.GetMethod("Invoke")!, name)}";
        }

        if (type.IsEnum)
        {
            return $"enum {name} : {TypeNames.Of(type.GetEnumUnderlyingType())}";
        }

        var isRecord = type.GetMethod("<Clone>$") is not null
            || (type.IsValueType && type.GetMethod("PrintMembers", Declared, [typeof(StringBuilder)]) is { } printer && printer.IsDefined(typeof(CompilerGeneratedAttribute)));
        var kind = type.IsInterface ? "interface"
            : type.IsValueType
                ? (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "") + (isRecord ? "record struct" : "struct")
                : (type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (isRecord ? "record" : "class");
        var bases = Bases(type).ToArray();
        return $"{kind} {name}{(bases.Length == 0 ? "" : " : " + string.Join(", ", bases))}{MemberText.Constraints(type.GetGenericArguments())}";
    }

    /// <summary>The base class and the interfaces that it and the other interfaces do not bring along.</summary>
    private static IEnumerable<string> Bases(Type type)
    {
        var all = type.GetInterfaces();
        var implied = all.SelectMany(one => one.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []).ToHashSet();
        var bases = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? [TypeNames.Of(parent)] : Array.Empty<string>();
        return bases.Concat(all.Where(one => !implied.Contains(one) && !IsEqualityWithItself(one, type)).Select(one => TypeNames.Of(one)).Order(StringComparer.Ordinal));
    }

    /// <summary>Every record has it; naming it each time would only be noise.</summary>
    private static bool IsEqualityWithItself(Type one, Type type) =>
        one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEquatable<>) && one.GenericTypeArguments[0] == type;

    private static IEnumerable<string> Lines(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return [];
        }

        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ChangeType(Enum.Parse(type, name), type.GetEnumUnderlyingType())}");
        }

        return type.GetMembers(Declared)
            .Where(IsOffered)
            .Select(member => (Rank: Rank(member), member.Name, Line: MemberText.Of(member)))
            .OrderBy(member => member.Rank).ThenBy(member => member.Name, StringComparer.Ordinal).ThenBy(member => member.Line, StringComparer.Ordinal)
            .Select(member => member.Line);
    }

    private static int Rank(MemberInfo member) => member switch
    {
        ConstructorInfo => 0,
        FieldInfo => 1,
        PropertyInfo => 2,
        EventInfo => 3,
        _ => 4,
    };

    private static bool IsOffered(MemberInfo member) => !member.IsDefined(typeof(CompilerGeneratedAttribute)) && member switch
    {
        MethodBase { IsSpecialName: true } method when method is not ConstructorInfo && !method.Name.StartsWith("op_", StringComparison.Ordinal) => false,
        MethodBase method => MemberText.IsVisible(method),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(MemberText.IsVisible),
        EventInfo { AddMethod: { } add } => MemberText.IsVisible(add),
        _ => false,
    };
}
