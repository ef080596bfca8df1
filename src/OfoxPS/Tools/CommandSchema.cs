using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using OfoxPS.Schema;

namespace OfoxPS.Tools;

/// <summary>A command's parameters as the JSON Schema of a function, made from the command's own metadata.</summary>
internal sealed class CommandSchema
{
    private readonly TypeSchema _types = new();
    private readonly CommandInfo _command;
    private readonly ToolOptions _options;
    private readonly CommandHelp _help;

    public CommandSchema(CommandInfo command, ToolOptions options, CommandHelp help)
    {
        _command = command;
        _options = options;
        _help = help;
    }

    public List<CommandParameterInfo> Offered { get; } = [];

    /// <exception cref="OfoxException">The command cannot be offered so.</exception>
    public OrderedDictionary Build()
    {
        CommandParameterSetInfo set = ParameterSet();
        RefuseUnknown(set);
        OrderedDictionary properties = new();
        List<object> required = [];
        foreach (CommandParameterInfo parameter in set.Parameters.OrderBy(static parameter => parameter.Position < 0 ? int.MaxValue : parameter.Position))
        {
            OrderedDictionary? schema = IsOffered(parameter) ? _types.Of(parameter.ParameterType) : null;
            if (schema is null)
            {
                RefuseMissing(parameter);
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

        return _options.Strict && StrictSchema.Make(result) is { } loose
            ? throw Refused($"strict mode cannot describe the parameter '{loose}'. Leave it out with -Exclude or fix it with -Bind")
            : result;
    }

    private CommandParameterSetInfo ParameterSet()
    {
        ReadOnlyCollection<CommandParameterSetInfo> sets = _command.ParameterSets;
        if (_options.ParameterSetName is not { } name)
        {
            return sets.FirstOrDefault(static set => set.IsDefault) ?? sets[0];
        }

        return sets.FirstOrDefault(set => set.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw Refused($"it has no parameter set '{name}'. It has {string.Join(", ", sets.Select(static set => set.Name))}");
    }

    private void RefuseUnknown(CommandParameterSetInfo set)
    {
        foreach (string name in (_options.Parameter ?? []).Concat(_options.Exclude))
        {
            if (!set.Parameters.Any(parameter => Same(parameter.Name, name)))
            {
                throw Refused($"its parameter set '{set.Name}' has no parameter '{name}'");
            }
        }

        foreach (string name in _options.Bind.Keys.Cast<object>().Select(static key => $"{key}"))
        {
            if (!_command.Parameters.ContainsKey(name))
            {
                throw Refused($"it has no parameter '{name}' to bind");
            }
        }
    }

    private void RefuseMissing(CommandParameterInfo parameter)
    {
        bool named = _options.Parameter is not null && _options.Parameter.Any(name => Same(name, parameter.Name));
        if (!IsBound(parameter) && (parameter.IsMandatory || named))
        {
            throw Refused($"the model cannot give '{parameter.Name}' ({parameter.ParameterType.Name}). Fix it with -Bind, or choose another -ParameterSetName");
        }
    }

    private bool IsOffered(CommandParameterInfo parameter) =>
        !Cmdlet.CommonParameters.Contains(parameter.Name) && !Cmdlet.OptionalCommonParameters.Contains(parameter.Name)
        && !IsBound(parameter)
        && (_options.Parameter is null || _options.Parameter.Any(name => Same(name, parameter.Name)))
        && !_options.Exclude.Any(name => Same(name, parameter.Name))
        && !parameter.Attributes.OfType<ParameterAttribute>().Any(static attribute => attribute.DontShow);

    private bool IsBound(CommandParameterInfo parameter) =>
        _options.Bind.Keys.Cast<object>().Any(key => Same($"{key}", parameter.Name));

    private void AddTexts(OrderedDictionary schema, CommandParameterInfo parameter)
    {
        if (_help.OfParameter(parameter) is { } text)
        {
            schema["description"] = text;
        }

        if (DefaultOf(parameter.Name) is { } value)
        {
            schema["default"] = value;
        }
    }

    // Only a default that is written as a constant: anything else would have to be run.
    private object? DefaultOf(string name)
    {
        ParamBlockAst? block = CommandHelp.ScriptOf(_command)?.Ast switch
        {
            FunctionDefinitionAst function => function.Body.ParamBlock,
            ScriptBlockAst script => script.ParamBlock,
            _ => null,
        };
        return block?.Parameters.FirstOrDefault(parameter => Same(parameter.Name.VariablePath.UserPath, name))?.DefaultValue is ConstantExpressionAst constant
            ? constant.Value
            : null;
    }

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private OfoxException Refused(string reason) => new(OfoxErrorKind.OfoxInvalidRequest, $"'{_command.Name}' cannot be a tool: {reason}.");
}
