using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace OfoxPS.Shell.Conversion;

/// <summary>What a type consists of: the values of a dictionary, the items of a list, the properties of a class.</summary>
internal static class TypeParts
{
    public static bool IsDictionary(Type type) => typeof(IDictionary).IsAssignableFrom(type) || Generic(type, typeof(IDictionary<,>)) is not null;

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

    private static Type[]? Generic(Type type, Type definition) =>
        type.GetInterfaces().Concat([type])
            .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == definition)?
            .GetGenericArguments();
}
