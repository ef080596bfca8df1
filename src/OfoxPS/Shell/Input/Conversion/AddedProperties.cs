using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// Note properties that PowerShell itself puts on objects: where an object of a job or of another machine comes from, which item of a
/// provider it is, and what a view has shown of it. They are no part of the object, are paid for with each one, and differ from run to run.
/// </summary>
internal static class AddedProperties
{
    /// <summary>The properties of an object without those that PowerShell added.</summary>
    public static IEnumerable<PSPropertyInfo> Without(PSObject value) => value.Properties.Where(property => !IsAdded(value, property));

    /// <summary>Whether PowerShell has added a property.</summary>
    public static bool IsAdded(PSObject owner, PSPropertyInfo property) =>
        property.MemberType == PSMemberTypes.NoteProperty && property.Name switch
        {
            "PSShowComputerName" => property.Value is bool,
            "PSSourceJobInstanceId" => property.Value is Guid,
            "PSComputerName" => property.Value is string && IsRemote(owner),
            "RunspaceId" => property.Value is Guid && IsRemote(owner),
            "PSPath" or "PSParentPath" or "PSChildName" or "PSDrive" or "PSProvider" or "PSIsContainer" => IsItem(owner),
            _ => IsForView(owner, property.Name),
        };

    /// <summary>The object with its own properties only: itself where PowerShell added none.</summary>
    public static object? Remove(object? value)
    {
        if (value is not PSObject { BaseObject: PSCustomObject } custom || !custom.Properties.Any(property => IsAdded(custom, property)))
        {
            return value;
        }

        PSObject own = new();
        own.TypeNames.Clear();
        foreach (string name in custom.TypeNames)
        {
            own.TypeNames.Add(name);
        }

        foreach (PSPropertyInfo property in Without(custom))
        {
            own.Properties.Add(new PSNoteProperty(property.Name, ChosenProperties.Read(property)));
        }

        return own;
    }

    // A column that a script made itself, of the name of the computer for example, stands alone.
    private static bool IsRemote(PSObject owner) =>
        Note(owner, "PSShowComputerName") is bool || (Note(owner, "RunspaceId") is Guid && Note(owner, "PSComputerName") is string);

    // What the views of our types show of a property is saved beside it by a job, a remote session and Export-Clixml.
    private static bool IsForView(PSObject owner, string name) =>
        name.Length > "Text".Length && name.EndsWith("Text", StringComparison.Ordinal)
        && owner.Properties[name.Substring(0, name.Length - "Text".Length)] is not null
        && owner.TypeNames.Any(static type => type.StartsWith("Deserialized.OfoxPS.", StringComparison.Ordinal));

    // The path names the provider.
    private static bool IsItem(PSObject owner) =>
        Note(owner, "PSPath") is string path && Note(owner, "PSProvider") is { } provider
        && path.StartsWith($"{provider}::", StringComparison.OrdinalIgnoreCase);

    private static object? Note(PSObject owner, string name) =>
        owner.Properties[name] is { MemberType: PSMemberTypes.NoteProperty } property ? Unwrap.Value(property.Value) : null;
}
