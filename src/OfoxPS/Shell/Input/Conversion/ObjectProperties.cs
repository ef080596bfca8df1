using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// Chooses the properties of an object that are sent: not those that PowerShell has added, because they are no data of the object and
/// differ from run to run, and of a system object only those that PowerShell shows.
/// </summary>
internal static class ObjectProperties
{
    /// <summary>
    /// The properties that PowerShell shows by default for the type, such as those of a process or a service; else all. Sending all
    /// properties of a system object would cost thousands of tokens.
    /// </summary>
    public static IEnumerable<PSPropertyInfo> Of(PSObject value, bool onlyShown)
    {
        string[] shown = onlyShown ? Shown(value) : [];
        return shown.Length > 0
            ? shown.Select(name => value.Properties[name]).Where(static property => property is { IsGettable: true })
            : Own(value).Where(static property => property.IsGettable);
    }

    /// <summary>The properties of an object without those that PowerShell has added.</summary>
    public static IEnumerable<PSPropertyInfo> Own(PSObject value) => value.Properties.Where(property => !IsAdded(value, property));

    /// <summary>The names of those that PowerShell has chosen to show for the type; empty where it has chosen none.</summary>
    public static string[] Shown(PSObject value) =>
        value.Members["PSStandardMembers"]?.Value is PSMemberSet standard
        && standard.Members["DefaultDisplayPropertySet"] is PSPropertySet shown
            ? [.. shown.ReferencedPropertyNames]
            : [];

    /// <summary>
    /// Whether PowerShell shows an object with columns or lines that were chosen for its type, so that no other property is seen.
    /// </summary>
    public static bool HasView(PSObject value)
    {
        if (Shown(value).Length > 0)
        {
            return true;
        }

        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddCommand("Microsoft.PowerShell.Utility\\Get-FormatData").AddParameter("TypeName", value.TypeNames.ToArray())
            .AddParameter("ErrorAction", ActionPreference.Ignore).Invoke().Count > 0;
    }

    /// <summary>
    /// Whether PowerShell has added a property: the origin of an object from a job or another machine, the path of a provider's item,
    /// or a text of our views.
    /// </summary>
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
    public static object? WithoutAdded(object? value) =>
        value is PSObject { BaseObject: PSCustomObject } custom && custom.Properties.Any(property => IsAdded(custom, property))
            ? Without(custom, [])
            : value;

    /// <summary>The properties that say what an object is, without some of them, as an object of its own of the same types.</summary>
    public static PSObject Without(PSObject value, IReadOnlyCollection<string> names)
    {
        PSObject own = new();
        own.TypeNames.Clear();
        foreach (string name in value.TypeNames)
        {
            own.TypeNames.Add(name);
        }

        foreach (PSPropertyInfo property in Of(value, onlyShown: true)
            .Where(property => !names.Contains(property.Name, StringComparer.OrdinalIgnoreCase)))
        {
            own.Properties.Add(new PSNoteProperty(property.Name, Read(property)));
        }

        return own;
    }

    /// <summary>The value of a property; one that cannot be read now has none.</summary>
    public static object? Read(PSPropertyInfo property)
    {
        try
        {
            return property.IsGettable ? property.Value : null;
        }
        catch (GetValueException)
        {
            return null;
        }
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
