using System.Management.Automation;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Commands;

/// <summary>Writes what holds for requests of this runspace, and where each value comes from.</summary>
[Cmdlet(VerbsCommon.Get, "OfoxConfiguration")]
[OutputType(typeof(OfoxConfiguration))]
public sealed class GetOfoxConfigurationCommand : OfoxCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(ConfigurationReader.Read());
}
