using System.Collections;
using System.Collections.ObjectModel;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Xml;
using OfoxPS.Core.Schema;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Tools;

/// <summary>Makes the JSON Schema of a tool from the metadata of a command's parameters.</summary>
internal sealed class CommandSchema(CommandInfo command, ToolDefinitionOptions options, CommandHelp help)
{
    private readonly TypeSchema _types = new();

    public List<CommandParameterInfo> Offered { get; } = [];

    /// <summary>The fixed values, by the names of the parameters.</summary>
    public OrderedDictionary Bound { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="OfoxException">The command cannot be offered with these options.</exception>
    public OrderedDictionary Build()
    {
        ReadBound();
        RefuseMandatoryDynamic();
        CommandParameterSetInfo set = ParameterSet();
        HashSet<string>? only = options.Parameter is null ? null : NamesOf(options.Parameter, set);
        HashSet<string> excluded = NamesOf(options.Exclude, set);
        OrderedDictionary properties = new();
        List<object> required = [];
        foreach (CommandParameterInfo parameter in set.Parameters.OrderBy(
            static parameter => parameter.Position < 0 ? int.MaxValue : parameter.Position))
        {
            if (SchemaOf(parameter, only, excluded) is not { } schema)
            {
                continue;
            }

            ValidationSchema.Apply(schema, parameter.Attributes);
            AddTexts(schema, parameter);
            properties[parameter.Name] = schema;
            Offered.Add(parameter);
            if (parameter.IsMandatory)
            {
                required.Add(parameter.Name);
            }
        }

        OrderedDictionary result = new() { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
        {
            result["required"] = required.ToArray();
        }

        result["additionalProperties"] = false;
        if (_types.Definitions.Count > 0)
        {
            result["$defs"] = _types.Definitions;
        }

        return options.Strict && StrictSchema.Make(result) is { } path
            ? throw Refused($"strict mode cannot describe the parameter '{path}'. Leave it out with -Exclude or fix it with -Bind")
            : result;
    }

    private CommandParameterSetInfo ParameterSet()
    {
        ReadOnlyCollection<CommandParameterSetInfo> sets = command.ParameterSets;
        if (options.ParameterSetName is not { } name)
        {
            // The default set, unless a fixed value belongs to another one.
            return sets.OrderByDescending(static set => set.IsDefault).FirstOrDefault(HasBound)
                ?? throw Refused($"no parameter set takes {string.Join(" and ", Bound.Keys.Cast<string>())} together");
        }

        return sets.FirstOrDefault(set => set.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw Refused($"it has no parameter set '{name}'. It has {string.Join(", ", sets.Select(static set => set.Name))}");
    }

    // The names of parameters that are given by name or alias.
    private HashSet<string> NamesOf(IEnumerable<string> names, CommandParameterSetInfo set)
    {
        HashSet<string> result = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in names)
        {
            result.Add(
                set.Parameters.FirstOrDefault(
                    parameter => Same(parameter.Name, name) || parameter.Aliases.Any(alias => Same(alias, name)))?.Name
                ?? throw Refused($"its parameter set '{set.Name}' has no parameter '{name}'{OtherSetHint(name)}"));
        }

        return result;
    }

    private string OtherSetHint(string name) =>
        command.ParameterSets.FirstOrDefault(set => set.Parameters.Any(parameter => Same(parameter.Name, name))) is { } other
            ? $"; -ParameterSetName {other.Name} has it"
            : string.Empty;

    private void ReadBound()
    {
        foreach (DictionaryEntry entry in options.Bind)
        {
            string name = $"{entry.Key}";
            string? known = command.Parameters.Values.FirstOrDefault(
                parameter => Same(parameter.Name, name) || parameter.Aliases.Any(alias => Same(alias, name)))?.Name;
            Bound[known ?? throw Refused($"it has no parameter '{name}' to bind")] = BoundValue.Copy(entry.Value);
        }
    }

    // Refuses a mandatory dynamic parameter without a value, because the engine would prompt for it.
    private void RefuseMandatoryDynamic()
    {
        if (command.Parameters.Values.FirstOrDefault(parameter => parameter.IsDynamic && !Bound.Contains(parameter.Name)
            && parameter.Attributes.OfType<ParameterAttribute>().Any(static attribute => attribute.Mandatory)
            && !command.ParameterSets.Any(set => Has(set, parameter.Name))) is { } dynamic)
        {
            throw Refused($"its dynamic parameter '{dynamic.Name}' is mandatory. Fix it with -Bind");
        }
    }

    // Whether a set has all fixed parameters. A dynamic parameter, such as -File of Get-ChildItem, belongs to no set.
    private bool HasBound(CommandParameterSetInfo set) =>
        Bound.Keys.Cast<string>().All(name => Has(set, name) || !command.ParameterSets.Any(each => Has(each, name)));

    private static bool Has(CommandParameterSetInfo set, string name) => set.Parameters.Any(parameter => Same(parameter.Name, name));

    private OrderedDictionary? SchemaOf(CommandParameterInfo parameter, HashSet<string>? only, HashSet<string> excluded)
    {
        bool common = Cmdlet.CommonParameters.Contains(parameter.Name) || Cmdlet.OptionalCommonParameters.Contains(parameter.Name);
        if (common || Bound.Contains(parameter.Name))
        {
            return null;
        }

        bool leftOut = (only is not null && !only.Contains(parameter.Name)) || excluded.Contains(parameter.Name);
        bool hidden = parameter.Attributes.OfType<ParameterAttribute>().Any(static attribute => attribute.DontShow);
        bool secret = parameter.Attributes.Any(static attribute => attribute is CredentialAttribute);
        OrderedDictionary? schema = leftOut || hidden || secret ? null : _types.Of(parameter.ParameterType);
        if (schema is null && parameter.IsMandatory)
        {
            throw Refused(leftOut
                ? $"'{parameter.Name}' is mandatory and left out. Fix its value with -Bind"
                : $"the model cannot give the mandatory '{parameter.Name}' ({parameter.ParameterType.Name}). Fix it with -Bind, "
                    + "or choose another -ParameterSetName");
        }

        if (schema is null && only is not null && only.Contains(parameter.Name) && !leftOut)
        {
            throw Refused($"the model cannot give '{parameter.Name}' ({parameter.ParameterType.Name})");
        }

        return schema;
    }

    private void AddTexts(OrderedDictionary schema, CommandParameterInfo parameter)
    {
        if (help.OfParameter(parameter) is { } text)
        {
            schema["description"] = text;
        }

        if (DefaultOf(parameter) is { } value)
        {
            schema["default"] = value;
        }
    }

    // The default value of a parameter, only if it is a constant: anything else would have to be evaluated.
    private object? DefaultOf(CommandParameterInfo parameter)
    {
        IEnumerable<ParameterAst>? declared = CommandHelp.ScriptOf(command)?.Ast switch
        {
            FunctionDefinitionAst function => function.Body.ParamBlock?.Parameters ?? EngineInternals.ParametersOf(function),
            ScriptBlockAst script => script.ParamBlock?.Parameters,
            _ => null,
        };
        ExpressionAst? value = declared?.FirstOrDefault(each => Same(each.Name.VariablePath.UserPath, parameter.Name))?.DefaultValue;
        try
        {
            object? constant = value?.SafeGetValue();
            return constant is null or "" or ScriptBlock ? null
                : parameter.ParameterType == typeof(TimeSpan) ? XmlConvert.ToString(LanguagePrimitives.ConvertTo<TimeSpan>(constant))
                : JsonTreeReader.Tolerant(2, ObjectJson.MaximumLength)
                    .Read(LanguagePrimitives.ConvertTo(constant, parameter.ParameterType, CultureInfo.InvariantCulture));
        }
        catch (Exception error) when (error is InvalidOperationException or PSInvalidCastException)
        {
            return null;
        }
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private OfoxException Refused(string reason) => Failure.InvalidArgument($"'{options.Shown}' cannot be a tool: {reason}.");
}
