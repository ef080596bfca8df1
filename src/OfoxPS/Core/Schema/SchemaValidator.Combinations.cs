using System.Collections.Specialized;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Schema;

/// <summary>Values that are listed, and schemas of which all, any, one or none must fit.</summary>
internal sealed partial class SchemaValidator
{
    private void CheckChoice(object? value, OrderedDictionary schema, string path)
    {
        if (schema["enum"] is object?[] choices && !IsOneOf(choices, value))
        {
            _errors.Add(path,
                $"{SchemaTypes.Describe(value)} is not one of "
                    + $"{string.Join(", ", choices.Select(static choice => JsonTreeWriter.ToText(choice)))}");
        }

        if (schema.Contains("const") && !SchemaTypes.Same(value, schema["const"]))
        {
            _errors.Add(path, $"expected {JsonTreeWriter.ToText(schema["const"])}, but found {SchemaTypes.Describe(value)}");
        }
    }

    private bool IsOneOf(object?[] choices, object? value) => choices.Any(choice => SchemaTypes.Same(value, choice))
        || (_forType && value is string word && WordList.Match(choices.OfType<string>(), word) is not null);

    // Every value comes through here, and a lambda that names it would be allocated for each: those are in the methods that follow.
    private void CheckCombinations(object? value, OrderedDictionary schema, string path)
    {
        foreach (object? each in schema["allOf"] as object?[] ?? [])
        {
            Visit(value, each, path);
        }

        if (schema["anyOf"] is object?[] any && any.Length > 0)
        {
            CheckAny(value, any, path);
        }

        if (schema["oneOf"] is object?[] one)
        {
            CheckOne(value, one, path);
        }

        if (schema.Contains("not") && Try(value, schema["not"], path).Fits)
        {
            _errors.Add(path, "it has the form that is not allowed");
        }

        if (schema.Contains("if"))
        {
            Visit(value, schema[Try(value, schema["if"], path).Fits ? "then" : "else"], path);
        }
    }

    private void CheckAny(object? value, object?[] rules, string path)
    {
        SchemaValidator[] tries = [.. rules.Select(each => Try(value, each, path))];
        if (Array.Find(tries, static each => each.Fits) is { } fitting)
        {
            _renamed.UnionWith(fitting._renamed);
        }
        else
        {
            // The errors of the branch that came furthest into the value explain best what is missing.
            _errors.AddAll(tries.Select(static each => each._errors.Items).OrderByDescending(
                static errors => errors.Max(static error => error.Path.Length)).ThenBy(static errors => errors.Count).First());
        }
    }

    private void CheckOne(object? value, object?[] rules, string path)
    {
        SchemaValidator[] fitting = [.. rules.Select(each => Try(value, each, path)).Where(static each => each.Fits)];
        if (fitting.Length == 1)
        {
            _renamed.UnionWith(fitting[0]._renamed);
        }
        else
        {
            _errors.Add(path, fitting.Length == 0 ? "it matches none of the allowed schemas"
                : $"it matches {fitting.Length} of the schemas, but must match exactly one");
        }
    }
}
