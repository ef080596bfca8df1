using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>How to write a form that was written in another way: the name of a class, or names and types as other tools take them.</summary>
internal static class FormHint
{
    private static readonly (string Word, string Type)[] Types =
    [
        ("str", "[string]"), ("string", "[string]"), ("text", "[string]"), ("int", "[int]"), ("integer", "[int]"), ("number", "[double]"),
        ("float", "[double]"), ("double", "[double]"), ("bool", "[bool]"), ("boolean", "[bool]"), ("date", "[datetime]"), ("datetime", "[datetime]"),
    ];

    /// <summary>A sentence that shows how PowerShell has it.</summary>
    public static string Of(string text)
    {
        Match[] fields = [.. text.Split(',', '\n').Select(static part => Regex.Match(part.Trim(), @"^([A-Za-z_]\w*)(?:[ :]\s*(\w+)(?:\s*:.*)?)?$"))];
        bool isList = fields.Length > 1 || (fields[0].Success && fields[0].Groups[2].Success);
        return isList && Array.TrueForAll(fields, static field => field.Success)
            ? $"Names and types are a hashtable: -As @{{ {string.Join("; ", fields.Select(static field => $"{field.Groups[1].Value} = {TypeOf(field.Groups[2].Value)}"))} }}"
            : Regex.IsMatch(text, @"^[A-Za-z_][\w.+`]*(\[\])?$") ? $"Write a class of the script in brackets: -As ([{text}])"
            : "Names and types are a hashtable: -As @{ name = [string]; age = [int] }";
    }

    private static string TypeOf(string word) =>
        Array.Find(Types, each => each.Word.Equals(word, StringComparison.OrdinalIgnoreCase)).Type ?? (word.Length == 0 ? "[string]" : $"[{word}]");
}
