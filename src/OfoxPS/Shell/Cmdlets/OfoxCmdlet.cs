using System.Management.Automation;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>
/// Base of all cmdlets: a token that is cancelled when the pipeline ends, and output streams whose text is safe for a terminal
/// and never causes a prompt of the engine.
/// </summary>
public abstract class OfoxCmdlet : PSCmdlet, IPipeline, IDynamicParameters, IDisposable
{
    private static readonly string[] HostTag = ["PSHOST"];

    private readonly CancellationTokenSource _stop = new();
    private UnknownArgument? _unknown;
    private bool _isClosed;
    private bool? _isDebugging;
    private bool? _isVerbose;
    private bool? _isWhatIf;

    /// <summary>Cancelled when the pipeline ends, by Ctrl+C, Stop or disposal.</summary>
    internal CancellationToken StopToken => _stop.Token;

    internal bool IsOn(string commonParameter) =>
        MyInvocation.BoundParameters.TryGetValue(commonParameter, out object? value) && value is SwitchParameter { IsPresent: true };

    /// <summary>
    /// Whether debug text is written, by -Debug or $DebugPreference. It is costly: everything that is sent and received is copied.
    /// As in the engine, a preference is that of the time when it is first asked for.
    /// </summary>
    internal bool IsDebugging => _isDebugging ??= IsEnabled("Debug", "DebugPreference");

    /// <summary>Whether the text of <see cref="WriteVerbose"/> is written to the verbose or the debug stream.</summary>
    internal bool IsVerbose => _isVerbose ??= IsDebugging || IsEnabled("Verbose", "VerbosePreference");

    /// <summary>Whether -WhatIf or $WhatIfPreference is in effect.</summary>
    internal bool IsWhatIf => _isWhatIf ??= IsBound("WhatIf")
        ? IsOn("WhatIf")
        : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    private bool IsEnabled(string parameter, string variable) =>
        IsBound(parameter) ? IsOn(parameter)
        : LanguagePrimitives.TryConvertTo(SessionState.PSVariable.GetValue(variable), out ActionPreference preference)
        && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    internal bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>The full path of a file that a parameter names; <paramref name="what"/> begins the message where there is none.</summary>
    /// <exception cref="OfoxException">The path is not in the file system, or is no valid path.</exception>
    internal string FilePath(string path, string what) => SessionFolder.Full(SessionState.Path, path, what);

    /// <summary>Runs a step whose failure ends the cmdlet with a terminating error, and which ends with the pipeline.</summary>
    /// <param name="target">The object that the error is about.</param>
    /// <param name="step">The step.</param>
    internal void EndOnFailure(object? target, Action step) => Run(target, step, ThrowTerminatingError);

    /// <summary>Runs a step whose failure is a non-terminating error.</summary>
    /// <param name="target">The object that the error is about.</param>
    /// <param name="step">The step.</param>
    private protected void ContinueOnFailure(object? target, Action step) => Run(target, step, WriteError);

    /// <summary>Runs a step for an object: its failure ends the cmdlet, except in a pipeline, where the next object goes on.</summary>
    /// <param name="target">The object that the error is about.</param>
    /// <param name="step">The step.</param>
    private protected void ContinueInPipeline(object? target, Action step) =>
        Run(target, step, MyInvocation.ExpectingInput ? WriteError : ThrowTerminatingError);

    private void Run(object? target, Action step, Action<ErrorRecord> report)
    {
        try
        {
            step();
        }
        catch (OfoxException failure)
        {
            report(failure.ToErrorRecord(target));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        SessionFolder.Use(SessionState.Path);
        KeepWarningsFromPrompting();
        if (_unknown is not null)
        {
            ThrowTerminatingError(_unknown.ToErrorRecord(this, SurplusAdvice));
        }

        RefuseNull();
    }

    /// <summary>
    /// Adds a hidden parameter that takes arguments which belong to no other, so that <see cref="UnknownArgument"/> can report them.
    /// Called by the engine during parameter binding; without such arguments nothing is added.
    /// </summary>
    object? IDynamicParameters.GetDynamicParameters()
    {
        _unknown = UnknownArgument.Of(this);
        return _unknown is null ? null : UnknownArgument.Taken();
    }

    /// <summary>What to do about an argument that belongs to no parameter and is near to none; null where nothing else is known.</summary>
    private protected virtual string? SurplusAdvice => null;

    /// <summary>
    /// Whether $null is a valid value of a parameter. It is for parameters that have AllowNull, and for those
    /// of Set-OfoxConfiguration, where it removes the setting.
    /// </summary>
    private protected virtual bool TakesNull(string parameter) =>
        MyInvocation.MyCommand.Parameters.TryGetValue(parameter, out ParameterMetadata? known)
            && known.Attributes.OfType<AllowNullAttribute>().Any();

    // A parameter whose variable is $null is an error: the default in its place could send a text to another server, or without
    // its conversation.
    private void RefuseNull()
    {
        foreach (KeyValuePair<string, object> given in MyInvocation.BoundParameters)
        {
            if (given.Value is null && !TakesNull(given.Key))
            {
                ThrowTerminatingError(
                    Failure.InvalidArgument(
                        $"The value of -{given.Key} is $null or empty. Check the variable that it comes from, or leave the parameter out")
                            .ToErrorRecord(given.Key));
            }
        }
    }

    // The methods below hide those of the base class and remove control characters from the text, so that a terminal never executes what a
    // server or a model has sent.

    /// <summary>Writes a warning, unless it is null or the pipeline has ended.</summary>
    internal new void WriteWarning(string? text)
    {
        if (text is not null && !_isClosed)
        {
            base.WriteWarning(TerminalText.Sanitize(text));
        }
    }

    /// <summary>
    /// Writes a text to the verbose stream, unless it is null or the pipeline has ended. With -Debug but not -Verbose it goes to the debug
    /// stream, because -Debug makes the engine prompt for each verbose text.
    /// </summary>
    internal new void WriteVerbose(string? text)
    {
        if (text is not null && !_isClosed)
        {
            Action<string> write = IsOn("Debug") && !IsBound("Verbose") ? base.WriteDebug : base.WriteVerbose;
            write(TerminalText.Sanitize(text));
        }
    }

    internal new void WriteDebug(string text) => base.WriteDebug(TerminalText.Sanitize(text));

    internal new void WriteProgress(ProgressRecord record)
    {
        record.Activity = TerminalText.OneLine(record.Activity);
        record.StatusDescription = TerminalText.OneLine(record.StatusDescription);
        base.WriteProgress(record);
    }

    internal new bool ShouldProcess(string description, string? warning, string? caption) =>
        base.ShouldProcess(
            TerminalText.OneLine(description), warning is null ? null : TerminalText.OneLine(warning),
            caption is null ? null : TerminalText.OneLine(caption));

    internal new bool ShouldProcess(string target, string action) =>
        base.ShouldProcess(TerminalText.OneLine(target), TerminalText.OneLine(action));

    internal new bool ShouldContinue(string query, string caption) =>
        base.ShouldContinue(TerminalText.OneLine(query), TerminalText.OneLine(caption));

    internal new bool ShouldContinue(string query, string caption, ref bool yesToAll, ref bool noToAll) =>
        base.ShouldContinue(TerminalText.OneLine(query), TerminalText.OneLine(caption), ref yesToAll, ref noToAll);

    PSCmdlet IPipeline.Cmdlet => this;

    CancellationToken IPipeline.StopToken => StopToken;

    void IPipeline.WriteVerbose(string? text) => WriteVerbose(text);

    void IPipeline.WriteWarning(string? text) => WriteWarning(text);

    void IPipeline.WriteDebug(string text) => WriteDebug(text);

    void IPipeline.WriteProgress(ProgressRecord record) => WriteProgress(record);

    void IPipeline.WriteLive(HostInformationMessage message, string[]? tags) => WriteInformation(message, tags ?? HostTag);

    void IPipeline.Close() => _isClosed = true;

    // -Debug makes the engine prompt before each warning, which blocks an unattended script. The engine has no public API
    // to prevent it, so the preference is set as -WarningAction sets it.
    private void KeepWarningsFromPrompting()
    {
        if (!IsOn("Debug") || IsBound("WarningAction"))
        {
            return;
        }

        object? preference = SessionState.PSVariable.GetValue("WarningPreference", ActionPreference.Continue);
        EngineInternals.SetWarningPreference(CommandRuntime, LanguagePrimitives.ConvertTo<ActionPreference>(preference));
    }

    /// <summary>Cancels what still runs.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Cancels what still runs.</summary>
    /// <param name="disposing">Always true.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            // The source is not disposed, because StopProcessing can still be called on another thread.
            _stop.Cancel();
        }
    }
}
