using System.Management.Automation;
using System.Reflection;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>
/// The values that <see cref="WordCompleter"/> offers for a parameter. $null and an empty string are always valid: they remove a
/// setting.
/// </summary>
/// <param name="words">The words. A parameter of this name has the same ones in all cmdlets.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WordsAttribute(params string[] words) : ValidateArgumentsAttribute
{
    public string[] Words => words;

    /// <summary>Whether any other value is an error.</summary>
    public bool IsStrict { get; set; }

    /// <summary>The words of a parameter, wherever it is; none where it has no such attribute.</summary>
    public static string[] Of(string parameter) => typeof(WordsAttribute).Assembly.GetExportedTypes()
        .Where(static type => typeof(Cmdlet).IsAssignableFrom(type))
        .Select(
            type => type.GetProperty(
                parameter, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase | BindingFlags.DeclaredOnly))
        .Select(static property => property?.GetCustomAttribute<WordsAttribute>())
        .FirstOrDefault(static found => found is not null)?.Words ?? [];

    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (IsStrict && arguments is string { Length: > 0 } word && !words.Contains(word, StringComparer.OrdinalIgnoreCase))
        {
            throw new ValidationMetadataException($"'{word}' is not one of {string.Join(", ", words)}.");
        }
    }
}
