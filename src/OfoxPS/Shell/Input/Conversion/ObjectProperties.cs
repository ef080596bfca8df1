using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Which properties of an object say what it is.</summary>
internal static class ObjectProperties
{
    /// <summary>
    /// The properties that PowerShell itself shows for the type, where it has chosen some (a process, a service); else all.
    /// The rest of a live system object is a thousand numbers that nobody asked about and every one is paid for. What PowerShell added to an
    /// object is none of them.
    /// </summary>
    public static IEnumerable<PSPropertyInfo> Of(PSObject value, bool onlyShown)
    {
        string[] shown = onlyShown ? Shown(value) : [];
        return shown.Length > 0
            ? shown.Select(name => value.Properties[name]).Where(static property => property is { IsGettable: true })
            : AddedProperties.Without(value).Where(static property => property.IsGettable);
    }

    private static string[] Shown(PSObject value) =>
        value.Members["PSStandardMembers"]?.Value is PSMemberSet standard
        && standard.Members["DefaultDisplayPropertySet"] is PSPropertySet shown
            ? [.. shown.ReferencedPropertyNames]
            : [];
}
