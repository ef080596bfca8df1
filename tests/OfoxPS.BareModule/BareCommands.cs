using System.Management.Automation;

namespace OfoxPS.Bare;

#pragma warning disable SA1402 // As many cmdlets as the module has, and nothing in them.

[Cmdlet(VerbsCommon.Get, "Bare1")]
public sealed class GetBare1Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare2")]
public sealed class GetBare2Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare3")]
public sealed class GetBare3Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare4")]
public sealed class GetBare4Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare5")]
public sealed class GetBare5Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare6")]
public sealed class GetBare6Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare7")]
public sealed class GetBare7Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare8")]
public sealed class GetBare8Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare9")]
public sealed class GetBare9Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare10")]
public sealed class GetBare10Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare11")]
public sealed class GetBare11Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare12")]
public sealed class GetBare12Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare13")]
public sealed class GetBare13Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare14")]
public sealed class GetBare14Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare15")]
public sealed class GetBare15Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare16")]
public sealed class GetBare16Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare17")]
public sealed class GetBare17Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare18")]
public sealed class GetBare18Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare19")]
public sealed class GetBare19Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare20")]
public sealed class GetBare20Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare21")]
public sealed class GetBare21Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare22")]
public sealed class GetBare22Command : PSCmdlet;

[Cmdlet(VerbsCommon.Get, "Bare23")]
public sealed class GetBare23Command : PSCmdlet;
