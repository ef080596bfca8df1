using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Showing;

/// <summary>The texts of sums in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class UsageView
{
    /// <summary>The cost of the summed requests, and the number of those whose cost is unknown.</summary>
    /// <param name="sum">The sum.</param>
    public static string Cost(PSObject sum) => sum.BaseObject is not OfoxUsage usage
        ? $"{sum.Properties[nameof(Cost)]?.Value}"
        : string.Join(" + ", new[]
    {
        usage.Cost is { } cost ? Money.Of(cost) : null,
        usage.RequestsWithoutCost > 0 ? $"{usage.RequestsWithoutCost.ToString(CultureInfo.InvariantCulture)} unknown" : null,
    }.Where(static text => text is not null));

    /// <summary>The group of the summed requests.</summary>
    /// <param name="sum">The sum.</param>
    public static string Group(PSObject sum) => TerminalText.OneLine($"{sum.Properties[nameof(Group)]?.Value}");
}
