using System.Management.Automation;

namespace OfoxPS.Benchmarks;

#pragma warning disable CS1591, SA1402 // As many cmdlets as the module has, and nothing in them.

[Cmdlet(VerbsCommon.Get, "Bare1")]
public sealed class GetBare1Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare2")]
public sealed class GetBare2Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare3")]
public sealed class GetBare3Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare4")]
public sealed class GetBare4Command : PSCmdlet;
