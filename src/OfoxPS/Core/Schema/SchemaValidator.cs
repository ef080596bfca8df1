using System.Collections.Specialized;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Schema;

/// <summary>
/// Checks plain JSON values against a JSON Schema (draft 2020-12): types, objects, lists, unions and references. Unknown keywords are
/// ignored, as the standard requires; dynamic references, <c>unevaluated…</c> and <c>dependent…</c> are among them.
/// </summary>
internal sealed partial class SchemaValidator
{
    // The most characters of a name in an error.
    private const int LongestName = 100;

    // The most references that are followed one inside another.
    private const int DeepestReference = 200;

    private readonly OrderedDictionary _root;
    private readonly bool _forType;
    private readonly PatternMatcher _matcher;

    // What was found of a value and a part of the schema that references lead to; null while it is being decided. Each pair is decided
    // once, because definitions that refer twice to the next one would otherwise double the work with each level.
    private readonly Dictionary<(object Target, object? Value, string Path), SchemaValidator?> _decided;
    private readonly CancellationToken _stop;
    private readonly SchemaErrorList _errors = new();
    private readonly HashSet<(OrderedDictionary Fields, string From, string To)> _renamed = [];
    private int _depth;

    private SchemaValidator(OrderedDictionary root, bool forType, PatternMatcher matcher, CancellationToken stop) =>
        (_root, _forType, _matcher, _decided, _stop) = (root, forType, matcher, [], stop);

    // Decides a part of what another one decides.
    private SchemaValidator(SchemaValidator whole) => (_root, _forType, _matcher, _decided, _stop, _depth) =
        (whole._root, whole._forType, whole._matcher, whole._decided, whole._stop, whole._depth);

    /// <summary>Checks a value. Where it fits, its fields get the names of their properties, from which they may differ in case.</summary>
    /// <returns>What does not fit, in the order of the value; empty if all does.</returns>
    public static IReadOnlyList<SchemaError> Check(object? value, OrderedDictionary schema, string path = "$") =>
        Check(value, schema, schema, path);

    /// <summary>
    /// The same for a part of a schema whose references are those of its root. Where the value becomes a .NET value, the words of an enum
    /// match in any case, and texts in any format that .NET reads. The matcher keeps the patterns that it could not decide.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static IReadOnlyList<SchemaError> Check(
        object? value,
        OrderedDictionary schema,
        OrderedDictionary root,
        string path,
        bool forType = false,
        PatternMatcher? matcher = null,
        CancellationToken stop = default)
    {
        SchemaValidator validator = new(root, forType, matcher ?? new PatternMatcher(), stop);
        validator.Visit(value, schema, path);
        if (validator._errors.Count == 0)
        {
            // Renamed only after the whole check, because a value that fits one part of a union need not fit another.
            foreach ((OrderedDictionary fields, string from, string to) in validator._renamed)
            {
                FieldNames.Rename(fields, from, to);
            }
        }

        return validator._errors.Items;
    }

    private void Visit(object? value, object? rule, string path)
    {
        _stop.ThrowIfCancellationRequested();
        if (rule is false)
        {
            _errors.Add(path, "nothing is allowed here");
            return;
        }

        if (rule is not OrderedDictionary schema || _errors.IsFull)
        {
            return;
        }

        if (schema["$ref"] is string reference)
        {
            Follow(value, reference, path);
        }

        if (schema["type"] is { } type && !SchemaTypes.Fits(value, type))
        {
            // The other keywords assume a value of that type.
            _errors.Add(path, $"expected {SchemaTypes.Name(type)}, but found {SchemaTypes.Describe(value)}");
            return;
        }

        CheckChoice(value, schema, path);
        CheckCombinations(value, schema, path);
        switch (value)
        {
            case OrderedDictionary fields:
                VisitObject(fields, schema, path);
                break;
            case object?[] items:
                VisitList(items, schema, path);
                break;
            case string text:
                TextRules.Check(text, schema, path, _errors, _matcher, forType: _forType);
                break;
            case not (null or bool):
                NumberRules.Check(value, schema, path, _errors);
                break;
        }
    }

    private void VisitObject(OrderedDictionary fields, OrderedDictionary schema, string path)
    {
        OrderedDictionary? properties = schema["properties"] as OrderedDictionary;
        object?[] required = schema["required"] as object?[] ?? [];
        string[] names = FieldNames.PropertiesOf(fields, properties);
        foreach (object? name in required)
        {
            if (!names.Contains(name))
            {
                _errors.Add(path, $"'{name}' is missing");
            }
        }

        int place = 0;
        foreach (string key in fields.Keys)
        {
            object? value = fields[place];
            string name = names[place++];
            if (name != key)
            {
                _renamed.Add((fields, key, name));
            }

            bool isKnown = properties?.Contains(name) == true;
            if (isKnown && value is null && !required.Contains(name))
            {
                // In strict mode all fields are required, and models write null for an optional one.
                continue;
            }

            object?[] patterns = schema["patternProperties"] is OrderedDictionary rules
                ? [.. TextRules.Matching(rules, name, _matcher)]
                : [];
            foreach (object? rule in patterns)
            {
                Visit(value, rule, SchemaTypes.Step(path, name));
            }

            if (isKnown)
            {
                Visit(value, properties![name], SchemaTypes.Step(path, name));
            }
            else if (patterns.Length == 0 && schema["additionalProperties"] is false)
            {
                _errors.Add(path, $"'{TerminalText.Truncate(name, LongestName)}' is not allowed");
            }
            else if (patterns.Length == 0)
            {
                Visit(value, schema["additionalProperties"], SchemaTypes.Step(path, name));
            }
        }

        NumberRules.CheckCount(fields.Count, schema, ("minProperties", "maxProperties"), "field", path, _errors);
    }

    private void VisitList(object?[] items, OrderedDictionary schema, string path)
    {
        object?[] first = schema["prefixItems"] as object?[] ?? [];
        for (int i = 0; i < items.Length; i++)
        {
            Visit(items[i], i < first.Length ? first[i] : schema["items"], $"{path}[{i}]");
        }

        NumberRules.CheckCount(items.Length, schema, ("minItems", "maxItems"), "item", path, _errors);
        if (schema["uniqueItems"] is true && SchemaTypes.HasSame(items))
        {
            _errors.Add(path, "an item is there twice");
        }

        if (schema.Contains("contains") && !items.Any(item => Try(item, schema["contains"], path).Fits))
        {
            _errors.Add(path, "no item has the form that one must have");
        }
    }

    private bool Fits => _errors.Count == 0;

    private SchemaValidator Try(object? value, object? rule, string path)
    {
        SchemaValidator validator = new(this);
        validator.Visit(value, rule, path);
        return validator;
    }

    // References into the schema itself only: nothing is fetched from a network.
    private void Follow(object? value, string reference, string path)
    {
        object? target = SchemaReference.Resolve(_root, reference);
        if (target is null)
        {
            _errors.Add(path, $"the schema's reference '{reference}' does not exist in it");
            return;
        }

        if (Decide(value, target, path) is not { } decided)
        {
            _errors.Add(path, $"the schema's reference '{reference}' leads back to itself, or too deep");
            return;
        }

        _errors.AddAll(decided._errors.Items);
        _renamed.UnionWith(decided._renamed);
    }

    // Null where the schema leads back to itself with nothing decided in between, or too deep.
    private SchemaValidator? Decide(object? value, object target, string path)
    {
        (object, object?, string) key = (target, value, path);
        if (_decided.TryGetValue(key, out SchemaValidator? known) || _depth >= DeepestReference)
        {
            return known;
        }

        _decided[key] = null;
        _depth++;
        SchemaValidator result = Try(value, target, path);
        _depth--;
        return _decided[key] = result;
    }
}
