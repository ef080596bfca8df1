using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>The properties that the output of <c>ofox -As</c> will have, read from the text of the command; nothing is run.</summary>
internal static class FormFields
{
    private static readonly string[] Names = ["ofox", "Invoke-OfoxChat"];

    /// <summary>The names; null where the command is another one, gives answers, or has a form that its text does not tell.</summary>
    public static string[]? Of(CommandAst command) =>
        !Names.Contains(command.GetCommandName(), StringComparer.OrdinalIgnoreCase) || Has(command, "PassThru") ? null
        : Argument(command, "Property") is StringConstantExpressionAst { Value: not "*" } column ? [column.Value]
        : Argument(command, "As") is { } form ? Of(form)
        : null;

    /// <summary>Whether the properties are added to the input object, by -Property.</summary>
    public static bool AreAdded(CommandAst command) => Argument(command, "Property") is not null;

    private static string[]? Of(Ast form) =>
        form.Find(static part => part is HashtableAst, false) is HashtableAst table
            ? [.. table.KeyValuePairs.Select(static pair => pair.Item1).OfType<StringConstantExpressionAst>()
                .Select(static key => key.Value)]
        : form.Find(static part => part is TypeExpressionAst, false) is TypeExpressionAst type ? Of(type.TypeName.GetReflectionType())
        : form is ArrayLiteralAst list ? [.. list.Elements.OfType<StringConstantExpressionAst>().Select(static name => name.Value)]
        : form is VariableExpressionAst variable ? OfValue(variable.VariablePath.UserPath)
        : null;

    private static string[]? Of(Type? type)
    {
        Type? item = type is { IsArray: true } ? type.GetElementType() : type;
        return item is null || item.IsPrimitive || item == typeof(string)
            ? null
            : [.. item.GetProperties().Select(static property => property.Name)];
    }

    private static string[]? OfValue(string variable)
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        object? value = shell.AddCommand("Microsoft.PowerShell.Utility\\Get-Variable")
            .AddParameter("Name", WildcardPattern.Escape(variable))
            .AddParameter("ValueOnly").AddParameter("ErrorAction", ActionPreference.Ignore).Invoke().FirstOrDefault()?.BaseObject;
        return value is IDictionary table ? [.. table.Keys.OfType<string>().OrderBy(static key => key, StringComparer.OrdinalIgnoreCase)]
            : Of(value as Type);
    }

    private static bool Has(CommandAst command, string parameter) => Place(command, parameter) >= 0;

    private static Ast? Argument(CommandAst command, string parameter)
    {
        int place = Place(command, parameter);
        return place < 0 ? null
            : ((CommandParameterAst)command.CommandElements[place]).Argument
                ?? (place + 1 < command.CommandElements.Count ? command.CommandElements[place + 1] : null);
    }

    private static int Place(CommandAst command, string parameter) =>
        command.CommandElements.ToList().FindIndex(
            element => element is CommandParameterAst named
                && named.ParameterName.Equals(parameter, StringComparison.OrdinalIgnoreCase));
}
