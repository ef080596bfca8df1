using System;
using System.Collections;
using System.Linq;
using System.Text.RegularExpressions;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>Shows how to write a form that was given in another notation: the name of a class, or names and types as text.</summary>
internal static class FormHint
{
    private const int LongestName = 64;

    /// <summary>A sentence with the form in PowerShell's notation.</summary>
    public static string Of(string text)
    {
        Match[] fields = [
            .. text.Split(',', '\n').Select(static part => Regex.Match(part.Trim(), @"^([A-Za-z_]\w*)(?:[ :]\s*(\w+)(?:\s*:.*)?)?$"))];
        bool isList = fields.Length > 1 || (fields[0].Success && fields[0].Groups[2].Success);
        return isList && Array.TrueForAll(fields, static field => field.Success)
            ? $"Names and types are a hashtable: -As @{{ "
                + $"{string.Join("; ", fields.Select(static field => $"{field.Groups[1].Value} = {TypeOf(field.Groups[2].Value)}"))} }}"
            : Regex.IsMatch(text, @"^[A-Za-z_][\w.+`]*(\[\])?$")
                ? $"Names and types are a hashtable, as in -As @{{ {TextCut.Start(text.TrimEnd('[', ']'), LongestName)} = 'string' }}; "
                    + $"a class of the script is written in brackets: -As ([{text}])"
            : "Names and types are a hashtable: -As @{ name = 'string'; age = 'int' }";
    }

    /// <summary>
    /// The warning for a list of several strings, which is a sample of a list although choices may be meant; null if there is none.
    /// </summary>
    public static string? OfLists(object? form)
    {
        (string Name, object? Value)[] fields = Unwrap.Value(form) is IDictionary value
            ? NamedFields.Of(value, static key => $"{key}") ?? []
            : [];
        (string name, object? list) = Array.Find(
            fields, static field =>
                Unwrap.Value(field.Value) is IList { Count: > 1 } list
                    && list.Cast<object?>().All(static item => Unwrap.Value(item) is string));
        return name is null ? null
            : $"'{name}' of the form is read as a list of texts, since a list is a sample. Choices are written "
                + $"'{string.Join("|", ((IList)Unwrap.Value(list)!).Cast<object?>().Select(Unwrap.Value))}', "
                + "and a list of texts 'string[]'.";
    }

    private static string TypeOf(string word) => word.Length == 0 ? "[string]" : TypeWord.Brackets(word) ?? $"[{word}]";
}
