using System.Text.RegularExpressions;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>Shows how to write a form that was given in another notation: the name of a class, or names and types as text.</summary>
internal static class FormHint
{
    private const int LongestName = 64;

    /// <summary>A sentence with the form in PowerShell's notation.</summary>
    public static string Of(string text)
    {
        if (Regex.IsMatch(text, @"\.(json\w*|schema|ya?ml|txt)$", RegexOptions.IgnoreCase))
        {
            return $"A file with a JSON Schema is given with -SchemaPath {text}";
        }

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

    private static string TypeOf(string word) => word.Length == 0 ? "[string]" : TypeWord.Brackets(word) ?? $"[{word}]";
}
