using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Text.Json;
using System.Text.RegularExpressions;
using OfoxPS.Core.Json;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>Reads -As: a type, a hashtable of names and types, a sample object, or a JSON Schema.</summary>
internal static class AnswerShapeReader
{
    private const int DeepestForm = 100;

    private const int LongestName = 64;

    /// <exception cref="OfoxException">The value describes no form.</exception>
    public static AnswerShape Read(object? form) => Unwrap.Value(form) switch
    {
        null => throw Refused("it is $null"),
        Type type => new TypeShape(type),
        string text => FromText(text),
        FileInfo file => FromFile(file.FullName),
        JsonElement json => FromJson(JsonTree.FromElement(json)),
        IList lines when IsJsonLines(lines) => FromText(string.Join("\n", Unwrap.Items(lines))),
        IList names when IsNames(names) => FromNames([.. Unwrap.Items(names).Cast<string>()]),
        { } value => FromValue(WithoutChoices(value)),
    };

    /// <summary>The schema in a file.</summary>
    /// <exception cref="OfoxException">There is no such file, or no schema in it.</exception>
    public static AnswerShape FromFile(string path)
    {
        try
        {
            return JsonTree.Parse(UserFile.ReadText(path, "schema", WellFormed.MaximumLength)) is OrderedDictionary schema
                ? new JsonShape(SchemaForm.Find(schema, out string? name) ?? schema, name)
                : throw Refused($"the file '{path}' does not contain a JSON object, which a schema is");
        }
        catch (Exception error) when (error is JsonException or ArgumentException or NotSupportedException)
        {
            throw Refused($"the file '{path}' does not contain a JSON Schema: {error.Message}");
        }
    }

    // Lines of JSON, as Get-Content writes the text of a file.
    private static bool IsJsonLines(IList list) => IsNames(list) && ((string)Unwrap.Value(list[0])!).TrimStart().FirstOrDefault() == '{';

    // Names of properties, as in Select-Object. A list of one string is a sample of a list.
    private static bool IsNames(IList list) =>
        list.Count > 1 && list.Count <= JsonSize.MaximumValues && Unwrap.Items(list).All(static item => item is string);

    private static RecordShape FromNames(string[] names)
    {
        if (names.FirstOrDefault(
            static name => !PropertyName.IsUsable(name) || name.Length > LongestName || name.Any(char.IsControl)) is { } odd)
        {
            throw Refused(
                $"a list of texts names the properties of an object, and '{TextCut.Start(odd, LongestName)}' is no name. "
                    + "For a list of texts: -As ([string[]])");
        }

        return names.GroupBy(static name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(static same => same.Count() > 1)?.Key is { } twice
            ? throw Refused(
                $"a list of texts names the properties of an object, and '{twice}' is there twice. For a list of texts: -As ([string[]])")
            : new RecordShape([.. names.Select(static name => new KeyValuePair<string, AnswerShape>(name, new TypeShape(typeof(string))))]);
    }

    private static AnswerShape FromText(string text)
    {
        try
        {
            return FromJson(JsonTree.Parse(WellFormed.Check(text, "The form of the answer")));
        }
        catch (JsonException error)
        {
            // -As [int] is a text for PowerShell.
            Match brackets = Regex.Match(text.Trim(), @"^\[([A-Za-z_][\w.+`,\[\] ]*)\]$");
            string name = brackets.Success ? brackets.Groups[1].Value : text.Trim();
            return NamedType(name) ?? throw Refused(
                brackets.Success ? $"'{name}' is no known type. A type is given in parentheses: -As ({text.Trim()})"
                : text.TrimEnd().EndsWith("]@", StringComparison.Ordinal)
                    ? $"a hashtable with a type before it is given in parentheses: -As ({text.Trim()}{{ name = 'string' }})"
                : text.TrimStart().FirstOrDefault() is '{' or '[' ? $"it is not valid JSON: {error.Message}"
                : TypeWord.Misspelt(text, isField: false) ?? $"'{text}' is neither a known type nor JSON. {FormHint.Of(name)}");
        }
    }

    private static AnswerShape? NamedType(string name) => TypeWord.Of(name) is { } named ? named
        : LanguagePrimitives.TryConvertTo(name, out Type type) && type is not null ? new TypeShape(type)
        : null;

    private static AnswerShape FromJson(object? json) => json is OrderedDictionary or Array
        ? FromValue(json)
        : throw Refused("a sample in JSON must be an object or a list");

    private static AnswerShape FromValue(object value)
    {
        if (value is not (IDictionary or PSObject or IList) || value is byte[])
        {
            throw Refused(
                $"an object of the type {value.GetType().Name} cannot be a sample. Give the type itself, "
                    + $"as in -As ([{value.GetType().Name}]), or a hashtable of names and types");
        }

        if (SchemaOf(value) is { } schema)
        {
            return schema;
        }

        (bool types, bool values) = Kinds(value);
        return types && values
            ? throw Refused(
                "some of its values are types and others are not. Give names and types, as in @{ name = "
                    + "'string'; age = 'int' }, or a sample with values only")
            : ShapeOf(value, types, 0);
    }

    // A list is a sample of a list. Several texts in a table that somebody wrote are choices in most languages, and each row
    // would be paid for.
    private static object WithoutChoices(object value, int depth = 0)
    {
        foreach ((string name, object? field) in depth <= DeepestForm && value is IDictionary && SchemaOf(value) is null
            ? Fields(value) ?? []
            : [])
        {
            if (field is IList list && IsNames(list))
            {
                throw Refused(
                    $"'{name}' is a list of texts. Choices are written '{string.Join("|", Unwrap.Items(list))}', "
                        + "and a list of texts 'string[]'");
            }

            _ = field is IDictionary inner ? WithoutChoices(inner, depth + 1) : null;
        }

        return value;
    }

    // A schema is written out in plain words; anything else may hold types.
    private static JsonShape? SchemaOf(object? value)
    {
        if (value is null || Fields(value) is not { } fields || !Array.Exists(fields, static field => SchemaForm.MayBe(field.Name))
            || Kinds(value, schemas: false).Types)
        {
            return null;
        }

        object? tree = JsonTreeReader.Exact(value, "As");
        return SchemaForm.Find(tree, out string? name) is { } schema ? new JsonShape(schema, name)
            : SchemaForm.IsMisspelt(tree)
                ? throw Refused("it seems to be a JSON Schema, whose words are written in lower case, as in type and properties")
            : null;
    }

    // Whether a value holds types, and whether it holds samples. A JSON Schema of a field counts as neither.
    private static (bool Types, bool Values) Kinds(object? value, bool schemas = true, int depth = 0)
    {
        if (schemas && depth > 0 && SchemaOf(value) is not null)
        {
            return (false, false);
        }

        object?[] inner = depth > DeepestForm ? []
            : value is not null && Fields(value) is { } fields ? [.. fields.Select(static field => field.Value)]
            : value is not byte[] && value is IList list ? [.. Unwrap.Items(list)]
            : [];
        if (inner.Length == 0)
        {
            // A text that names a type goes with types, and with samples too.
            return value is not string text ? (value is Type, value is not Type)
                : TypeWord.Of(text) is not null ? (false, false)
                : schemas && TypeWord.Misspelt(text, isField: true) is { } misspelt ? throw Refused(misspelt)
                : (false, true);
        }

        (bool Types, bool Values)[] kinds = [.. inner.Select(each => Kinds(each, schemas, depth + 1)).Distinct()];
        return (Array.Exists(kinds, static kind => kind.Types), Array.Exists(kinds, static kind => kind.Values));
    }

    private static AnswerShape ShapeOf(object? value, bool typed, int depth)
    {
        if (depth > DeepestForm)
        {
            throw Refused("it is nested too deeply, or contains itself");
        }

        switch (value)
        {
            case null:
                return new TypeShape(typeof(string), isNullable: true);
            case Type type:
                return new TypeShape(type);
            case string text when TypeWord.Of(text) is { } named:
                return named;
            case { } when depth > 0 && SchemaOf(value) is { } schema:
                return schema;
            case { } when Fields(value) is { } fields:
                return fields.Length == 0 ? throw Refused("it has no fields")
                    : Array.Find(fields, static field => !PropertyName.IsUsable(field.Name)).Name is { } odd
                        ? throw Refused($"a property cannot be named '{odd}'")
                    : new RecordShape(
                        [.. fields.Select(
                            field => new KeyValuePair<string, AnswerShape>(field.Name, ShapeOf(field.Value, typed, depth + 1)))]);
            case IList list and not byte[]:
                return new ListShape(ItemOf(list, typed, depth));
            case int or long or short or byte or sbyte or ushort or uint or ulong or System.Numerics.BigInteger:
                // A number of a sample becomes Int64, because other values may be larger.
                return new TypeShape(typeof(long));
            case float or decimal:
                return new TypeShape(typeof(double));
            default:
                return new TypeShape(value.GetType());
        }
    }

    // The item of a list comes from its first element.
    private static AnswerShape ItemOf(IList list, bool typed, int depth) =>
        list.Count > 0 ? ShapeOf(Unwrap.Value(list[0]), typed, depth + 1)
        : typed ? throw Refused("a list of types is empty")
        : new TypeShape(typeof(string));

    // A Hashtable has no order, so its fields are sorted by name, which makes the same schema each time.
    private static (string Name, object? Value)[]? Fields(object value)
    {
        (string Name, object? Value)[]? fields = NamedFields.Of(
            value, static key => Unwrap.Value(key) as string ?? throw Refused($"the name '{key}' is not a string"));
        return fields is not null && value is Hashtable
            ? [.. fields.OrderBy(static field => field.Name, StringComparer.OrdinalIgnoreCase)]
            : fields;
    }

    private static OfoxException Refused(string reason) =>
        Failure.InvalidArgument($"The form of the answer cannot be determined: {reason}.");
}
