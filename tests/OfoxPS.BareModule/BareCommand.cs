using System;
using System.Management.Automation;

namespace OfoxPS.Bare;

/// <summary>What is asked, and where.</summary>
public abstract class BareCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public Uri? Uri { get; set; }

    [Parameter(Mandatory = true, Position = 1)]
    public string? Body { get; set; }
}
