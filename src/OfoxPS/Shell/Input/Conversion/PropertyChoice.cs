using System.Collections;
using System.Management.Automation;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>One value of -InputProperty, as Select-Object takes it: a name, wildcards, a script block, or a calculated property.</summary>
/// <param name="name">The name under which the value is sent; a pattern keeps the names of the properties.</param>
/// <param name="source">The name or pattern of the property.</param>
/// <param name="script">Makes the value; null where it is a property.</param>
internal sealed class PropertyChoice(string name, string source, ScriptBlock? script)
{
    private static readonly string[] NameKeys = ["name", "label"];

    private readonly WildcardPattern _pattern = new(source, WildcardOptions.IgnoreCase);

    private string Name { get; } = name;

    private string Source { get; } = source;

    /// <summary>Several properties may match.</summary>
    public bool IsPattern => script is null && WildcardPattern.ContainsWildcardCharacters(Source);

    /// <summary>Reads a value of -InputProperty.</summary>
    /// <exception cref="OfoxException">The value does not describe a property.</exception>
    public static PropertyChoice Of(object? given)
    {
        PropertyChoice choice = Unwrap.Value(given) switch
        {
            IDictionary table => Calculated(table),
            ScriptBlock script => new PropertyChoice(script.ToString().Trim(), string.Empty, script),
            string name => new PropertyChoice(name, name, null),
            null => throw Refused("$null is no property"),
            { } other => throw Refused($"a {other.GetType().Name} is no property"),
        };
        try
        {
            _ = choice._pattern.IsMatch(string.Empty);
        }
        catch (WildcardPatternException error)
        {
            throw Failure.InvalidArgument($"-InputProperty '{choice.Source}' is not a valid pattern: {error.Message}", error);
        }

        return choice;
    }

    /// <summary>Makes an object with some properties of another one, as Select-Object does.</summary>
    /// <param name="value">The object, or a hashtable.</param>
    /// <param name="original">The same without what a pattern does not find, because it only matches when it is named.</param>
    /// <param name="choices">The properties.</param>
    public static PSObject Select(object? value, object? original, IReadOnlyList<PropertyChoice> choices)
    {
        PSObject chosen = new();
        foreach (KeyValuePair<string, object?> field in choices.SelectMany(choice => choice.Take(choice.IsPattern ? original! : value!)))
        {
            if (chosen.Properties[field.Key] is null)
            {
                chosen.Properties.Add(new PSNoteProperty(field.Key, field.Value));
            }
        }

        return chosen;
    }

    /// <summary>The names and values of an object that it selects; a missing property has the value null.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Take(object value)
    {
        if (script is not null)
        {
            return [new(Name, Run(script, value))];
        }

        KeyValuePair<string, object?>[] found = Unwrap.Value(value) is IDictionary fields
            ? [
                .. fields.Keys.Cast<object>().Where(key => _pattern.IsMatch($"{key}"))
                    .Select(key => new KeyValuePair<string, object?>($"{key}", fields[key]))]
            : [
                .. Matching(PSObject.AsPSObject(value))
                    .Select(static property => new KeyValuePair<string, object?>(property.Name, ObjectProperties.Read(property)))];
        return IsPattern ? found
            : Name == Source && found.Length > 0 ? found
            : [new(Name, found.FirstOrDefault().Value)];
    }

    /// <summary>Whether an object has what is chosen; a script block makes it of any object.</summary>
    public bool IsIn(object? value) => script is not null || (value is not null && Names(value).Any(_pattern.IsMatch));

    /// <summary>Says which property a name that an object does not have most likely means; null where it has it, or none is near.</summary>
    public string? Misspelt(object? value) => NearestIn(value) is { } near
        ? $"The input has no property '{TerminalText.OneLine(Source)}'; did you mean {near}?"
        : null;

    /// <summary>The error of an object that has none of the properties: a request about it would say nothing of it.</summary>
    public static OfoxException NoneIn(object? value, IReadOnlyList<PropertyChoice> choices)
    {
        string names = string.Join(" or ", choices.Select(static choice => $"'{TerminalText.OneLine(choice.Source)}'"));
        string? near = choices.Select(choice => choice.NearestIn(value)).FirstOrDefault(static name => name is not null);
        return Failure.InvalidArgument(
            $"The input has no property {names}{(near is null ? ", and -InputProperty chooses no other" : $"; did you mean {near}?")}");
    }

    private string? NearestIn(object? value)
    {
        if (script is not null || IsPattern || value is null)
        {
            return null;
        }

        string[] names = Names(value);
        return names.Contains(Source, StringComparer.OrdinalIgnoreCase) || NearestName.Of(Source, names) is not { } near
            ? null
            : TerminalText.OneLine(near);
    }

    private static string[] Names(object value) => Unwrap.Value(value) is IDictionary fields
        ? [.. fields.Keys.Cast<object>().Select(static key => $"{key}")]
        : [.. PSObject.AsPSObject(value).Properties.Select(static property => property.Name)];

    // What PowerShell added is meant where it is named.
    private IEnumerable<PSPropertyInfo> Matching(PSObject value) =>
        value.Properties.Match(Source).Where(property => !IsPattern || !ObjectProperties.IsAdded(value, property));

    private static PropertyChoice Calculated(IDictionary table)
    {
        string? name = null;
        object? expression = null;
        foreach (DictionaryEntry entry in table)
        {
            string key = $"{entry.Key}".ToLowerInvariant();
            object? value = Unwrap.Value(entry.Value);
            if (key.Length > 0 && NameKeys.Any(word => word.StartsWith(key, StringComparison.Ordinal)))
            {
                name = value as string ?? throw Refused("the name of a calculated property is not a text");
            }
            else if (key.Length > 0 && "expression".StartsWith(key, StringComparison.Ordinal))
            {
                expression = value;
            }
            else
            {
                throw Refused($"a calculated property has a name and an expression, and no '{entry.Key}'");
            }
        }

        return expression switch
        {
            ScriptBlock script => new PropertyChoice(name ?? script.ToString().Trim(), string.Empty, script),
            string source => new PropertyChoice(name ?? source, source, null),
            _ => throw Refused("the expression of a calculated property is a script block or the name of a property"),
        };
    }

    // As in Select-Object, a script block that fails gives null, and several results are a list.
    private static object? Run(ScriptBlock script, object value)
    {
        try
        {
            object?[] results = [.. script.InvokeWithContext(null, [new PSVariable("_", value)])];
            return results.Length > 1 ? results : results.FirstOrDefault();
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            return null;
        }
    }

    private static OfoxException Refused(string reason) =>
        Failure.InvalidArgument(
            $"-InputProperty: {reason}. Names, and calculated properties as in @{{ name = 'MB'; expression = {{ $_.Length / 1MB }} }}, "
                + "are taken as Select-Object takes them");
}
