using System.Collections.Specialized;
using System.Management.Automation;
using System.Text.RegularExpressions;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>
/// Reads a string in a form that is no sample: the name of a type (<c>'int'</c>, <c>'string[]'</c>, <c>'int?'</c>), or choices
/// (<c>'low|medium|high'</c>).
/// </summary>
internal static class TypeWord
{
    private const int LongestChoice = 64;

    // A shorter word is another word after one change: 'book' is near 'bool', and a good sample of a text.
    private const int ShortestNear = 5;

    private static readonly Dictionary<string, Type> Types = new (Type Type, string[] Words)[]
    {
        (typeof(string), ["string", "str", "text"]),
        (typeof(int), ["int", "integer", "int32"]),
        (typeof(long), ["long", "int64"]),
        (typeof(byte), ["byte"]),
        (typeof(uint), ["uint", "uint32"]),
        (typeof(ulong), ["ulong", "uint64"]),
        (typeof(double), ["double", "float", "number"]),
        (typeof(decimal), ["decimal"]),
        (typeof(bool), ["bool", "boolean"]),
        (typeof(DateTime), ["datetime", "date"]),
        (typeof(DateTimeOffset), ["datetimeoffset"]),
        (typeof(TimeSpan), ["timespan"]),
        (typeof(Guid), ["guid"]),
        (typeof(Uri), ["uri"]),
    }.SelectMany(static row => row.Words.Select(word => (word, row.Type)))
        .ToDictionary(static pair => pair.word, static pair => pair.Type, StringComparer.OrdinalIgnoreCase);

    // 'int[][]', 'int?[]', 'Nullable[int]', 'System.Int32', and words for what has a notation of its own.
    private static readonly Regex TypeName = new(
        @"^(\w+\??(\[[\w.?\[\]]*\]){2,}\??|\w+\?\[\]|\w+\[[\w.?]+(\[\])?\]|System\.[\w.]+"
        + "|object|array|list|hashtable|dict|dictionary|pscustomobject)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The type that a word names, in PowerShell's brackets; null if the word is not in the table.</summary>
    public static string? Brackets(string word) => Types.TryGetValue(word, out Type? type)
        ? $"[{LanguagePrimitives.ConvertTo<string>(type)}]"
        : null;

    /// <summary>The shape of a string; null if it is a sample.</summary>
    /// <exception cref="OfoxException">The string lists several types.</exception>
    public static AnswerShape? Of(string text)
    {
        string[] parts = [.. text.Split('|').Select(static part => part.Trim())];
        if (parts.Length == 1)
        {
            return OfType(parts[0]);
        }

        string[] choices = [.. parts.Where(static part => !part.Equals("null", StringComparison.OrdinalIgnoreCase))];
        bool isOptional = choices.Length < parts.Length;
        if (choices.Length == 1 && isOptional && OfType(choices[0].TrimEnd('?') + "?") is { } optional)
        {
            return optional;
        }

        if (choices.Length < 2 || choices.Any(static choice => choice.Length is 0 or > LongestChoice)
            || choices.Distinct(StringComparer.OrdinalIgnoreCase).Count() < choices.Length)
        {
            // A text with a space in it may be a sample that has a bar.
            return choices.Any(static choice => choice.Length > LongestChoice || choice.Any(char.IsWhiteSpace)) ? null
                : throw Failure.InvalidArgument(
                    $"The form of the answer cannot be determined: '{text}' is neither a type nor a list of choices. "
                        + "Choices are two different words or more, as in 'low|medium|high'; 'int?' is a number or null");
        }

        return Array.Exists(choices, static choice => OfType(choice) is not null)
            ? throw Failure.InvalidArgument(
                $"The form of the answer cannot be determined: '{text}' lists types, and a value has one. "
                    + "Choices are words of your own, as in 'low|medium|high'")
            : new JsonShape(new OrderedDictionary
            {
                ["type"] = isOptional ? new object[] { "string", "null" } : "string",
                ["enum"] = isOptional ? [.. choices, null] : (object?[])choices,
            })
            { TakesAnyCase = true };
    }

    /// <summary>What is wrong with a text that names no type, but hardly is a sample; null where it may be one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isField">Whether it is the value of a field, which is a text too where the nearest type is: 'strong', 'spring'.</param>
    public static string? Misspelt(string text, bool isField)
    {
        Match type = Regex.Match(text.Trim(), @"^\[?(\w+)\s*(\[\s*\])?\]?\??$");
        if (type.Success && Types.ContainsKey(type.Groups[1].Value))
        {
            // '[int]', 'int []' and 'int[]?'.
            return $"'{text}' names no type; did you mean '{type.Groups[1].Value}{(type.Groups[2].Success ? "[]" : null)}'?";
        }

        if (TypeName.IsMatch(text.Trim()))
        {
            return $"'{text}' names no type that a text can. A type is written in brackets, as in [int[]] or [Nullable[int]]; "
                + "the form of an object is @{ }, and that of a list @( )";
        }

        Match word = Regex.Match(text.Trim(), @"^(\w+)(\[\]|\?)?$");
        string after = word.Groups[2].Value;
        return !word.Success ? null
            : NearestName.Of(word.Groups[1].Value, Types.Keys.Where(static name => name.Length >= ShortestNear), maximum: 1) is not { } near
                ? after == "[]" ? $"'{text}' names no type; a class is written in brackets, [{text.Trim()}]" : null
            : !isField ? $"'{text}' names no type; did you mean '{near}{after}'?"
            : after.Length == 0 && Types[near] == typeof(string) ? null
            : $"'{text}' names no type; did you mean '{near}{after}'? A field that is a text is 'string{after}'";
    }

    private static TypeShape? OfType(string word)
    {
        bool isList = word.EndsWith("[]", StringComparison.Ordinal);
        bool isOptional = word.Length > 0 && word[word.Length - 1] == '?';
        string name = isList ? word.Substring(0, word.Length - 2) : isOptional ? word.Substring(0, word.Length - 1) : word;
        return !Types.TryGetValue(name, out Type? type) ? null
            : isList ? new TypeShape(type.MakeArrayType())
            : new TypeShape(type, isOptional);
    }
}
