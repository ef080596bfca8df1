using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Tools;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>What all cmdlets share: the end of the pipeline, however it comes, and streams that never prompt unasked.</summary>
public abstract class OfoxCmdlet : PSCmdlet, IDynamicParameters, IDisposable
{
    private static readonly string[] HostTag = ["PSHOST"];

    private readonly CancellationTokenSource _stop = new();
    private UnknownArgument? _unknown;

    /// <summary>Cancelled when the pipeline ends, by Ctrl+C, Stop or disposal.</summary>
    internal CancellationToken StopToken => _stop.Token;

    internal bool IsOn(string commonParameter) =>
        MyInvocation.BoundParameters.TryGetValue(commonParameter, out object? value) && value is SwitchParameter { IsPresent: true };

    /// <summary>Whether debug text is wanted, by -Debug or by preference: it costs copies of all that is sent and received.</summary>
    internal bool IsDebugging => Wants("Debug", "DebugPreference");

    /// <summary>Whether anybody sees what <see cref="Tell"/> tells.</summary>
    internal bool IsTelling => IsDebugging || Wants("Verbose", "VerbosePreference");

    /// <summary>Whether nothing is to be done, only told.</summary>
    internal bool IsWhatIf => IsBound("WhatIf") ? IsOn("WhatIf") : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    private bool Wants(string parameter, string variable) =>
        IsBound(parameter) ? IsOn(parameter)
        : LanguagePrimitives.TryConvertTo(SessionState.PSVariable.GetValue(variable), out ActionPreference preference)
        && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    internal bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>The full path of a file that a parameter names, which is the same wherever the session goes.</summary>
    /// <param name="path">The path, as the session has it.</param>
    /// <param name="what">What it is the path of, at the beginning of an error.</param>
    /// <exception cref="OfoxException">It is not in the file system, or cannot be a path.</exception>
    internal string FilePath(string path, string what)
    {
        string full;
        ProviderInfo provider;
        try
        {
            full = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _);
        }
        catch (SessionStateException error)
        {
            throw Failure.InvalidArgument($"{what}: {error.Message}", error);
        }

        string? problem = provider.Name != "FileSystem" ? $"'{path}' is not in the file system. In another drive, give the whole path"
            : full.IndexOf('\0') >= 0 ? "holds a NUL character"
            : IsOfWindows(path) ? $"'{path}' is a path of Windows to another machine. Give the path where it is mounted here"
            : null;
        return problem is null ? full : throw Failure.InvalidArgument($"{what} {problem}");
    }

    // PowerShell would make a directory of the machine's name.
    private static bool IsOfWindows(string path) => System.IO.Path.DirectorySeparatorChar == '/' && path.StartsWith(@"\\", StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        SessionFolder.Use(SessionState.Path);
        KeepWarningsFromPrompting();
        if (_unknown is not null)
        {
            ThrowTerminatingError(_unknown.ToErrorRecord(this));
        }

        RefuseNull();
    }

    /// <summary>
    /// Takes arguments that belong to no parameter, which are then refused with the engine's own error and what was probably meant. Called by
    /// the engine while it binds; there is no such parameter otherwise.
    /// </summary>
    object? IDynamicParameters.GetDynamicParameters()
    {
        _unknown = UnknownArgument.Of(this);
        return _unknown is null ? null : UnknownArgument.Taken();
    }

    /// <summary>
    /// Whether $null is a value of a parameter, and not a variable that was never set. The parameters for which it is have AllowNull;
    /// those of Set-OfoxConfiguration take a setting back with it.
    /// </summary>
    private protected virtual bool TakesNull(string parameter) =>
        MyInvocation.MyCommand.Parameters.TryGetValue(parameter, out ParameterMetadata? known) && known.Attributes.OfType<AllowNullAttribute>().Any();

    // What was given and is $null is not "nothing was given": the default in its place would send a text to another server, or without its history.
    private void RefuseNull()
    {
        foreach (KeyValuePair<string, object> given in MyInvocation.BoundParameters)
        {
            if (given.Value is null && !TakesNull(given.Key))
            {
                ThrowTerminatingError(Failure.InvalidArgument($"The value of -{given.Key} is $null or empty. Check the variable that it comes from, or leave the parameter out").ToErrorRecord(given.Key));
            }
        }
    }

    /// <summary>Nothing can be written any more: what is said after that is dropped.</summary>
    internal bool IsClosed { get; set; }

    /// <summary>Warns, as long as the pipeline can be written to.</summary>
    internal void Warn(string text)
    {
        if (!IsClosed)
        {
            WriteWarning(text);
        }
    }

    /// <summary>Tells what happens. With -Debug alone it goes to Debug, where PowerShell does not prompt for it.</summary>
    internal void Tell(string text)
    {
        if (IsClosed)
        {
            return;
        }

        if (IsOn("Debug") && !IsBound("Verbose"))
        {
            WriteDebug(text);
        }
        else
        {
            WriteVerbose(text);
        }
    }

    // Whatever a host shows of this module passes here, so that no text from outside is obeyed by a terminal. The names are those of the
    // base class, which is why no cmdlet can go past it.

    internal new void WriteWarning(string text) => base.WriteWarning(TerminalText.Sanitize(text));

    internal new void WriteVerbose(string text) => base.WriteVerbose(TerminalText.Sanitize(text));

    internal new void WriteDebug(string text) => base.WriteDebug(TerminalText.Sanitize(text));

    internal new void WriteProgress(ProgressRecord record)
    {
        record.Activity = TerminalText.OneLine(record.Activity);
        record.StatusDescription = TerminalText.OneLine(record.StatusDescription);
        base.WriteProgress(record);
    }

    internal new bool ShouldProcess(string description, string? warning, string? caption) =>
        base.ShouldProcess(TerminalText.OneLine(description), warning is null ? null : TerminalText.OneLine(warning), caption is null ? null : TerminalText.OneLine(caption));

    internal new bool ShouldProcess(string target, string action) => base.ShouldProcess(TerminalText.OneLine(target), TerminalText.OneLine(action));

    internal new bool ShouldContinue(string query, string caption) => base.ShouldContinue(TerminalText.OneLine(query), TerminalText.OneLine(caption));

    internal new bool ShouldContinue(string query, string caption, ref bool yesToAll, ref bool noToAll) =>
        base.ShouldContinue(TerminalText.OneLine(query), TerminalText.OneLine(caption), ref yesToAll, ref noToAll);

    /// <summary>This pipeline, for the tools that run in it.</summary>
    private protected ToolSession ToolSession() => new(this, Warn, Tell, ShowTool, StopToken);

    private void ShowTool(string tool, string text, int percent)
    {
        if (!IsClosed)
        {
            WriteProgress(new ProgressRecord(0, "Running tools for the model", $"{tool}: {text}") { PercentComplete = percent });
        }
    }

    /// <summary>Writes text for the host, which has been made fit for it.</summary>
    /// <param name="message">The text.</param>
    /// <param name="tags">Its tags; that of the host unless given.</param>
    internal void WriteLive(HostInformationMessage message, string[]? tags = null) => WriteInformation(message, tags ?? HostTag);

    // -Debug makes the engine ask before each warning, which hangs or fails where nobody can answer. There is no public
    // way to say otherwise, so the engine's own setting is made as -WarningAction would have made it.
    private void KeepWarningsFromPrompting()
    {
        if (!IsOn("Debug") || IsBound("WarningAction"))
        {
            return;
        }

        object? preference = SessionState.PSVariable.GetValue("WarningPreference", ActionPreference.Continue);
        EngineInternals.SetWarningPreference(CommandRuntime, LanguagePrimitives.ConvertTo<ActionPreference>(preference));
    }

    /// <summary>Ends whatever still runs.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends whatever still runs.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Not disposed: StopProcessing may still come, from another thread.
            _stop.Cancel();
        }
    }
}
