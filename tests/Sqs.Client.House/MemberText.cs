using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Sqs.Client.House;

/// <summary>One member of a type as one line of C#.</summary>
internal static class MemberText
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    public static string Of(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{Access(constructor)}{constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)})",
        FieldInfo field => Field(field),
        PropertyInfo property => Property(property),
        EventInfo happening => $"{Access(happening.AddMethod!)}event {TypeNames.Of(happening.EventHandlerType!)} {happening.Name}",
        MethodInfo method => Access(method) + Signature(method, MethodName(method)),
        _ => member.ToString()!,
    };

    /// <summary>Return type, name and parameters of a method, with the constraints of its type parameters.</summary>
    public static string Signature(MethodInfo method, string name)
    {
        var type = (method.ReturnType.IsByRef ? "ref " : "") + TypeNames.Of(method.ReturnType, Nullability.Create(method.ReturnParameter));
        return $"{type} {name}({Parameters(method)}){(method.IsGenericMethodDefinition ? Constraints(method.GetGenericArguments()) : "")}";
    }

    public static string Constraints(IEnumerable<Type> parameters) => string.Concat(parameters.Where(parameter => parameter.IsGenericParameter).Select(parameter =>
    {
        var flags = parameter.GenericParameterAttributes;
        var isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        string?[] rules =
        [
            isStruct ? "struct" : flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? "class" : null,
            .. parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(type => TypeNames.Of(type)).Order(StringComparer.Ordinal),
            !isStruct && flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? "new()" : null,
        ];
        var given = rules.OfType<string>().ToArray();
        return given.Length == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", given)}";
    }));

    private static string MethodName(MethodInfo method) =>
        method.Name + (method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "");

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select((parameter, index) =>
    {
        var isExtension = index == 0 && method.IsDefined(typeof(ExtensionAttribute));
        var passing = parameter switch
        {
            { IsOut: true } => "out ",
            { IsIn: true, ParameterType.IsByRef: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) => "params ",
            _ => isExtension ? "this " : "",
        };
        var standard = parameter.HasDefaultValue ? " = " + Value(parameter.RawDefaultValue, parameter.ParameterType) : "";
        return $"{passing}{TypeNames.Of(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{standard}";
    }));

    private static string Field(FieldInfo field)
    {
        var type = TypeNames.Of(field.FieldType, Nullability.Create(field));
        var access = field.IsPublic ? "" : "protected ";
        return field.IsLiteral
            ? $"{access}const {type} {field.Name} = {Value(field.GetRawConstantValue(), field.FieldType)}"
            : $"{access}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{type} {field.Name}";
    }

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).ToArray();
        var widest = accessors.FirstOrDefault(accessor => accessor.IsPublic) ?? accessors[0];
        var isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        var parts = accessors.Select(accessor =>
            (widest.IsPublic && !accessor.IsPublic ? "protected " : "") + (accessor == property.GetMethod ? "get;" : isInit ? "init;" : "set;"));
        var indices = property.GetIndexParameters();
        var name = indices.Length == 0 ? property.Name : $"this[{string.Join(", ", indices.Select(index => $"{TypeNames.Of(index.ParameterType)} {index.Name}"))}]";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Access(widest)}{required}{TypeNames.Of(property.PropertyType, Nullability.Create(property))} {name} {{ {string.Join(' ', parts)} }}";
    }

    private static string Access(MethodBase method)
    {
        var isInterface = method.DeclaringType!.IsInterface;
        var inheritance = method switch
        {
            { IsStatic: true } => "static ",
            _ when isInterface => "",
            { IsAbstract: true } => "abstract ",
            MethodInfo { IsVirtual: true } known when known.GetBaseDefinition() != known => "override ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };
        return (method.IsPublic ? "" : "protected ") + inheritance;
    }

    private static string Value(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool isTrue => isTrue ? "true" : "false",
        _ when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
