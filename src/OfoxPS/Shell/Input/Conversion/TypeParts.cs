using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Net.Mail;
using System.Reflection;
using System.Security;
using System.Text.RegularExpressions;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>What form a type has in JSON, and what it consists of: the values of a dictionary, the items of a list, the properties of a class.</summary>
internal static class TypeParts
{
    // Made of a string without doing anything; others with such a constructor open or create what the string names.
    private static readonly HashSet<Type> TextTypes =
    [
        typeof(FileInfo), typeof(DirectoryInfo), typeof(Regex), typeof(MailAddress), typeof(CultureInfo), typeof(WildcardPattern),
        typeof(Microsoft.PowerShell.Commands.ModuleSpecification),
    ];

    // The name of a property, as Measure-Object takes it; only PowerShell 7 shows the type.
    private const string PropertyName = "Microsoft.PowerShell.Commands.PSPropertyExpression";

    /// <summary>What a type that is not <see cref="Nullable{T}"/> is in JSON.</summary>
    public static TypeForm FormOf(Type type) =>
        type.IsEnum ? TypeForm.Names
        : ScalarType.Of(type) is not null ? TypeForm.Scalar
        : IsRefused(type) ? TypeForm.Refused
        : IsDictionary(type) ? TypeForm.Dictionary
        : ItemOf(type) is not null ? TypeForm.List
        : IsMadeOfText(type) ? TypeForm.Text
        : TypeForm.Object;

    private static bool IsDictionary(Type type) => typeof(IDictionary).IsAssignableFrom(type) || Generic(type, typeof(IDictionary<,>)) is not null;

    /// <summary>The type of a dictionary's values; null where they may be anything.</summary>
    public static Type? ValuesOf(Type type) =>
        Generic(type, typeof(IDictionary<,>)) is { } arguments && arguments[1] != typeof(object) ? arguments[1] : null;

    /// <summary>The type of a list's items; null where the type is no list.</summary>
    public static Type? ItemOf(Type type) =>
        !typeof(IEnumerable).IsAssignableFrom(type) || type == typeof(string) ? null
        : type.IsArray ? type.GetElementType()!
        : Generic(type, typeof(IEnumerable<>))?[0] ?? typeof(object);

    /// <summary>The properties that can be given.</summary>
    public static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(static property => property is { CanRead: true, CanWrite: true } && property.SetMethod!.IsPublic
                && property.GetIndexParameters().Length == 0 && !property.IsDefined(typeof(HiddenAttribute), false));

    // Text from a model never becomes code, and secrets are not its business.
    private static bool IsRefused(Type type) =>
        type == typeof(ScriptBlock) || type == typeof(SecureString) || type == typeof(PSCredential)
        || type == typeof(NetworkCredential) || type == typeof(IntPtr) || type == typeof(UIntPtr)
        || typeof(PSReference).IsAssignableFrom(type) || typeof(PSVariable).IsAssignableFrom(type)
        || (typeof(IDisposable).IsAssignableFrom(type) && !typeof(IEnumerable).IsAssignableFrom(type)) || typeof(Delegate).IsAssignableFrom(type) || type.IsPointer || type.IsByRef
        || (type.IsArray && IsRefused(type.GetElementType()!));

    // A type that PowerShell can make of a string: it parses itself, or takes a string to be made.
    private static bool IsMadeOfText(Type type) =>
        type.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, null, [typeof(string)], null)?.ReturnType == type
        || TextTypes.Contains(type) || type.FullName == PropertyName;

    private static Type[]? Generic(Type type, Type definition) =>
        type.GetInterfaces().Concat([type])
            .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == definition)?
            .GetGenericArguments();
}
