using System.Management.Automation;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Commands;

/// <summary>Gets the settings of requests in this runspace, and where each value comes from.</summary>
[Cmdlet(VerbsCommon.Get, "OfoxConfiguration")]
[OutputType(typeof(OfoxConfiguration))]
public sealed class GetOfoxConfigurationCommand : OfoxCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(ConfigurationReader.Read());
}
