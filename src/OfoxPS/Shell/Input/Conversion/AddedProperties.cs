using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// Recognises note properties that PowerShell adds to objects: the origin of an object from a job or another machine, the path of
/// a provider's item, and the texts of our views. They are not sent, because they are not data of the object and differ from run
/// to run.
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

    /// <summary>The object without added properties; the object itself where there are none.</summary>
    public static object? Remove(object? value)
    {
        if (value is not PSObject { BaseObject: PSCustomObject } custom || !custom.Properties.Any(property => IsAdded(custom, property)))
        {
            return value;
        }

        return ChosenProperties.Without(custom, []);
    }

    // A script may have a column such as PSComputerName; remoting adds all of its properties together.
    private static bool IsRemote(PSObject owner) =>
        Note(owner, "PSShowComputerName") is bool || (Note(owner, "RunspaceId") is Guid && Note(owner, "PSComputerName") is string);

    // Jobs, remote sessions and Export-Clixml save the hidden text properties of our views with the object.
    private static bool IsForView(PSObject owner, string name) =>
        name.Length > "Text".Length && name.EndsWith("Text", StringComparison.Ordinal)
        && owner.Properties[name.Substring(0, name.Length - "Text".Length)] is not null
        && owner.TypeNames.Any(static type => type.StartsWith("Deserialized.OfoxPS.", StringComparison.Ordinal));

    // The PSPath of an item names its provider.
    private static bool IsItem(PSObject owner) =>
        Note(owner, "PSPath") is string path && Note(owner, "PSProvider") is { } provider
        && path.StartsWith($"{provider}::", StringComparison.OrdinalIgnoreCase);

    private static object? Note(PSObject owner, string name) =>
        owner.Properties[name] is { MemberType: PSMemberTypes.NoteProperty } property ? Unwrap.Value(property.Value) : null;
}
