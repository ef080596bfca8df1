using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Threading;
using System.Threading.Tasks;

namespace OfoxPS.Hosting;

/// <summary>Runs one script file in a session of its own and says with which exit code it ended.</summary>
public sealed class ScriptRunner : IDisposable
{
    /// <summary>The exit code of a script that ended with an error.</summary>
    public const int Failed = 1;

    /// <summary>The exit code of a script that was stopped, as shells give it for an interrupt.</summary>
    public const int Stopped = 130;

    private readonly EngineHost _host;
    private readonly Runspace _runspace;
    private readonly PowerShell _shell;
    private int _stopping;

    /// <param name="host">Shows what the script writes.</param>
    public ScriptRunner(EngineHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _runspace = EngineSession.Open(host);
        _shell = PowerShell.Create(_runspace);
    }

    /// <summary>Runs the file. Arguments that begin with a dash name parameters, as on a command line.</summary>
    /// <returns>What <c>exit</c> gave, 0 at the end of the script, 1 after an error that ended it, 130 after <see cref="Stop"/>.</returns>
    public async Task<int> RunFileAsync(string path, IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ScriptBlockAst parsed = Parser.ParseFile(path, out _, out ParseError[] problems);
        if (problems.Length > 0)
        {
            Show(new ParseException(problems).ErrorRecord);
            return Failed;
        }

        Command script = new(path);
        foreach (string argument in arguments)
        {
            bool isName = argument.Length > 1 && argument[0] == '-' && char.IsLetter(argument[1]);
            script.Parameters.Add(isName ? new CommandParameter(argument) : new CommandParameter(null, argument));
        }

        // Errors go the way of the output, so that both are shown in the order in which they came.
        script.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        _shell.Commands.AddCommand(script).AddCommand("Microsoft.PowerShell.Core\\Out-Default");
        try
        {
            await _shell.InvokeAsync();
            return Volatile.Read(ref _stopping) == 0 ? _host.ExitCode ?? ExitCodeOf(parsed) : Stopped;
        }
        catch (PipelineStoppedException)
        {
            return Stopped;
        }
        catch (RuntimeException error)
        {
            Show(error.ErrorRecord);
            return Failed;
        }
    }

    /// <summary>Stops the script, from any thread; the run then returns.</summary>
    public void Stop()
    {
        Volatile.Write(ref _stopping, 1);
        _shell.BeginStop(null, null);
    }

    public void Dispose()
    {
        _shell.Dispose();
        _runspace.Dispose();
    }

    // exit in a file leaves its code where programs leave theirs, so the code of a script without an exit is not looked for there.
    private int ExitCodeOf(ScriptBlockAst script) => script.Find(static part => part is ExitStatementAst, searchNestedScriptBlocks: true) is null
        ? 0
        : LanguagePrimitives.ConvertTo<int>(_runspace.SessionStateProxy.GetVariable("LASTEXITCODE"));

    private void Show(ErrorRecord error)
    {
        using PowerShell view = PowerShell.Create(_runspace);
        PSObject shown = PSObject.AsPSObject(error);
        shown.Properties.Add(new PSNoteProperty("writeErrorStream", true));
        view.AddCommand("Microsoft.PowerShell.Core\\Out-Default").Invoke(new[] { shown }.ToList());
    }
}
