using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Net.Mail;
using System.Reflection;
using System.Security;
using System.Text.RegularExpressions;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// The form of a type in JSON, and its parts: the values of a dictionary, the items of a list, the properties of a class.
/// </summary>
internal static class TypeParts
{
    // Types whose string constructor has no side effects; those of other types may open or create what the string names.
    private static readonly HashSet<Type> TextTypes =
    [
        typeof(FileInfo), typeof(DirectoryInfo), typeof(Regex), typeof(MailAddress), typeof(CultureInfo), typeof(WildcardPattern),
        typeof(Microsoft.PowerShell.Commands.ModuleSpecification),
    ];

    // The type of a property name in PowerShell 7, as Measure-Object has it; it is not public everywhere.
    private const string PropertyName = "Microsoft.PowerShell.Commands.PSPropertyExpression";

    /// <summary>The form of a type that is not <see cref="Nullable{T}"/>.</summary>
    public static TypeForm FormOf(Type type) =>
        type.IsEnum ? TypeForm.Names
        : ScalarType.Of(type) is not null ? TypeForm.Scalar
        : IsRefused(type) ? TypeForm.Refused
        : IsDictionary(type) ? TypeForm.Dictionary
        : ItemOf(type) is not null ? TypeForm.List
        : IsMadeOfText(type) ? TypeForm.Text
        : TypeForm.Object;

    private static bool IsDictionary(Type type) =>
        typeof(IDictionary).IsAssignableFrom(type) || Generic(type, typeof(IDictionary<,>)) is not null;

    /// <summary>The type of a dictionary's values; null if they may be of any type.</summary>
    public static Type? ValuesOf(Type type) =>
        Generic(type, typeof(IDictionary<,>)) is { } arguments && arguments[1] != typeof(object) ? arguments[1] : null;

    /// <summary>The type of a list's items; null if the type is no list.</summary>
    public static Type? ItemOf(Type type) =>
        !typeof(IEnumerable).IsAssignableFrom(type) || type == typeof(string) ? null
        : type.IsArray ? type.GetElementType()!
        : Generic(type, typeof(IEnumerable<>))?[0] ?? typeof(object);

    /// <summary>The properties that can be set.</summary>
    public static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(static property => property is { CanRead: true, CanWrite: true } && property.SetMethod!.IsPublic
                && property.GetIndexParameters().Length == 0 && !property.IsDefined(typeof(HiddenAttribute), false));

    // Code and secrets are never made of a model's text.
    private static bool IsRefused(Type type) =>
        type == typeof(ScriptBlock) || type == typeof(SecureString) || type == typeof(PSCredential)
        || type == typeof(NetworkCredential) || type == typeof(IntPtr) || type == typeof(UIntPtr)
        || typeof(PSReference).IsAssignableFrom(type) || typeof(PSVariable).IsAssignableFrom(type)
        || (typeof(IDisposable).IsAssignableFrom(type) && !typeof(IEnumerable).IsAssignableFrom(type))
        || typeof(Delegate).IsAssignableFrom(type) || type.IsPointer || type.IsByRef
        || (type.IsArray && IsRefused(type.GetElementType()!));

    // Whether PowerShell can convert a string to the type: by a Parse method, or by a constructor of TextTypes.
    private static bool IsMadeOfText(Type type) =>
        type.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, null, [typeof(string)], null)?.ReturnType == type
        || TextTypes.Contains(type) || type.FullName == PropertyName;

    private static Type[]? Generic(Type type, Type definition) =>
        type.GetInterfaces().Concat([type])
            .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == definition)?
            .GetGenericArguments();
}
