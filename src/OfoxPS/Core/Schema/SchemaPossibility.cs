using System.Collections.Specialized;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Schema;

/// <summary>
/// Whether any value can be valid for a schema. A schema is called impossible only where that is certain, since no answer and no repair
/// could satisfy it.
/// </summary>
internal sealed class SchemaPossibility
{
    // The most parts of a schema that are visited: recursive references could go on without end.
    private const int MaximumSteps = 20_000;

    private static readonly (string Smallest, string Greatest)[] Bounds =
        [("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"), ("minProperties", "maxProperties")];

    private readonly OrderedDictionary _root;
    private readonly HashSet<object> _open = [];
    private int _steps;

    private SchemaPossibility(OrderedDictionary root) => _root = root;

    /// <exception cref="OfoxException">No value fits the schema.</exception>
    public static void Check(OrderedDictionary root)
    {
        if (new SchemaPossibility(root).Problem(root, "$") is { } problem)
        {
            throw Failure.InvalidArgument($"No answer can fit the JSON Schema: {problem}");
        }
    }

    private string? Problem(object? rule, string path)
    {
        if (rule is false)
        {
            return $"nothing is allowed at {path}";
        }

        if (rule is not OrderedDictionary schema || ++_steps > MaximumSteps)
        {
            return null;
        }

        if (!_open.Add(schema))
        {
            return $"{path} leads back to itself without an end";
        }

        try
        {
            return Contradiction(schema, path)
                ?? (schema["$ref"] is string reference ? Problem(SchemaReference.Resolve(_root, reference), path) : null)
                ?? All(schema["allOf"], path)
                ?? Any(schema["anyOf"], path)
                ?? Any(schema["oneOf"], path)
                ?? schema["type"] switch
                {
                    "object" => OfObject(schema, path),
                    "array" => OfList(schema, path),
                    _ => null,
                };
        }
        finally
        {
            _open.Remove(schema);
        }
    }

    private static string? Contradiction(OrderedDictionary schema, string path)
    {
        foreach ((string smallest, string greatest) in Bounds)
        {
            // Each of these keywords is about one type, and values of other types can still be valid.
            if (schema["type"] is string && schema[smallest] is { } low && schema[greatest] is { } high && SchemaTypes.IsNumber(low)
                && SchemaTypes.IsNumber(high) && NumberRules.Compare(low, high) > 0)
            {
                return $"{smallest} at {path} is more than {greatest}";
            }
        }

        object?[]? values = schema["enum"] as object?[] ?? (schema.Contains("const") ? [schema["const"]] : null);
        return values is null ? null
            : values.Length == 0 ? $"enum at {path} is empty"
            : schema["type"] is { } type && !values.Any(value => SchemaTypes.Fits(value, type))
                ? $"none of the values at {path} "
                    + $"({string.Join(", ", values.Select(static value => JsonTreeWriter.ToText(value)))}) is {SchemaTypes.Name(type)}"
            : null;
    }

    private string? All(object? rules, string path) =>
        (rules as object?[] ?? []).Select(rule => Problem(rule, path)).FirstOrDefault(static problem => problem is not null);

    private string? Any(object? rules, string path)
    {
        string? problem = null;
        foreach (object? rule in rules as object?[] ?? [])
        {
            if (Problem(rule, path) is not { } found)
            {
                return null;
            }

            problem ??= found;
        }

        return problem;
    }

    private string? OfObject(OrderedDictionary schema, string path)
    {
        OrderedDictionary? properties = schema["properties"] as OrderedDictionary;
        foreach (string name in (schema["required"] as object?[] ?? []).OfType<string>())
        {
            string? problem = properties?.Contains(name) == true ? Problem(properties[name], SchemaTypes.Step(path, name))
                : schema["additionalProperties"] is false && !schema.Contains("patternProperties")
                    ? $"'{name}' is required at {path}, and is none of its properties"
                : null;
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private string? OfList(OrderedDictionary schema, string path) =>
        schema["minItems"] is { } smallest && SchemaTypes.IsNumber(smallest) && NumberRules.Compare(smallest, 1) >= 0
            && !schema.Contains("prefixItems") ? Problem(schema["items"], $"{path}[0]") : null;
}
