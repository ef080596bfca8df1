using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Chooses the properties of an object that are sent.</summary>
internal static class ObjectProperties
{
    /// <summary>
    /// The properties that PowerShell shows by default for the type, such as those of a process or a service; else all. Sending all
    /// properties of a system object would cost thousands of tokens. Properties that PowerShell has added to the object are left out.
    /// </summary>
    public static IEnumerable<PSPropertyInfo> Of(PSObject value, bool onlyShown)
    {
        string[] shown = onlyShown ? Shown(value) : [];
        return shown.Length > 0
            ? shown.Select(name => value.Properties[name]).Where(static property => property is { IsGettable: true })
            : AddedProperties.Without(value).Where(static property => property.IsGettable);
    }

    /// <summary>The names of those that PowerShell has chosen to show for the type; empty where it has chosen none.</summary>
    public static string[] Shown(PSObject value) =>
        value.Members["PSStandardMembers"]?.Value is PSMemberSet standard
        && standard.Members["DefaultDisplayPropertySet"] is PSPropertySet shown
            ? [.. shown.ReferencedPropertyNames]
            : [];
}
