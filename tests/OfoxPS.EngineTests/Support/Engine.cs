using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading.Tasks;
using OfoxPS.Hosting;
using OfoxPS.Gateway;
using OfoxPS.Gateway.Log;

namespace OfoxPS.EngineTests.Support;

/// <summary>A session with the module imported. Each has a runspace, a host and an API key of its own, so tests run side by side.</summary>
public sealed class Engine : IDisposable
{
    private readonly HostRecord _host = new();
    private readonly Runspace _runspace;

    /// <param name="ownKey">Configures a key of its own, by which <see cref="Requests"/> knows the requests of this session.</param>
    public Engine(bool ownKey = true)
    {
        _ = Gateway;
        Key = ownKey ? $"sk-engine-{Guid.NewGuid():n}" : TestGateway.EnvironmentKey;
        _runspace = EngineSession.Open(new EngineHost(_host, Answers), static state =>
        {
            state.ImportPSModule([ModuleUnderTest.Manifest]);
        });
        if (ownKey)
        {
            Run("param($key) Set-OfoxConfiguration -ApiKey $key", Key).Succeeded();
        }
    }

    public static GatewayServer Gateway => TestGateway.Server;

    /// <summary>The key that this session's requests carry.</summary>
    public string Key { get; }

    /// <summary>What the host answers where a script asks; nothing given, it is not interactive.</summary>
    public PromptAnswers Answers { get; } = new();

    /// <summary>The columns of the host's window.</summary>
    public int Columns
    {
        get => _host.Width;
        set => _host.Width = value;
    }

    /// <summary>Whether the host shows colours and styles.</summary>
    public bool HasColors
    {
        get => _host.HasColors;
        set => _host.HasColors = value;
    }

    /// <summary>Everything the host has shown so far.</summary>
    public string HostText => _host.Text;

    /// <summary>The requests that the gateway got with this session's key, oldest first.</summary>
    public IReadOnlyList<RequestEntry> Requests => [.. Gateway.Requests.All.Where(IsOwn)];

    /// <summary>The one request of this session.</summary>
    public SentRequest Sent => new(Xunit.Assert.Single(Requests));

    /// <summary>The newest request of this session.</summary>
    public SentRequest LastSent => new(Requests[^1]);

    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">PowerShell code; a param block takes the arguments.</param>
    /// <param name="arguments">Values, in the order of the param block.</param>
    public EngineResult Run(string script, params object?[] arguments) => Invoke(Shell(script, arguments), null);

    /// <summary>
    /// Runs a script inside try, so that an error that ends a statement ends the script, and is its <see cref="EngineResult.Failure"/>.
    /// </summary>
    public EngineResult Try(string script, params object?[] arguments) =>
        Invoke(Shell(
            "param($script, $arguments) try { . ([scriptblock]::Create($script)) @arguments } catch { throw }", [script, arguments]), null);

    /// <summary>Runs a script with pipeline input, which it finds in <c>$input</c>.</summary>
    public EngineResult RunWith(IEnumerable input, string script) => Invoke(Shell(script, []), input);

    /// <summary>Starts a script and returns at once.</summary>
    public RunningScript Start(string script, params object?[] arguments) => new(Shell(script, arguments), this);

    /// <summary>What a console would show of the script's output: its views as text.</summary>
    public string Show(string script, params object?[] arguments)
    {
        string before = _host.Text;
        PowerShell shell = Shell(script, arguments);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        Invoke(shell, null);
        return _host.Text[before.Length..];
    }

    /// <summary>The completions at the end of a line, as Tab gives them.</summary>
    public IReadOnlyList<CompletionResult> Complete(string line)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        return CommandCompletion.CompleteInput(line, line.Length, [], shell).CompletionMatches;
    }

    /// <summary>Waits until the gateway has a request of this session that is as asked for.</summary>
    public async Task<SentRequest> WaitForAsync(Func<RequestEntry, bool> condition) =>
        new(await Gateway.Requests.WaitAsync(log => log.All.FirstOrDefault(entry => IsOwn(entry) && condition(entry))));

    public void Dispose() => _runspace.Dispose();

    internal EngineResult Invoke(PowerShell shell, IEnumerable? input)
    {
        using (shell)
        {
            string before = _host.Text;
            PSDataCollection<PSObject> output = [];
            ErrorRecord? failure = null;
            try
            {
                shell.Invoke(input, output);
            }
            catch (RuntimeException error)
            {
                failure = error.ErrorRecord;
            }

            return new EngineResult(shell, output, failure, _host.Text[before.Length..]);
        }
    }

    private bool IsOwn(RequestEntry entry) => entry.Headers.TryGetValue("Authorization", out string? value) && value == "Bearer " + Key;

    private PowerShell Shell(string script, object?[] arguments)
    {
        PowerShell shell = PowerShell.Create(_runspace).AddScript(script);
        foreach (object? argument in arguments)
        {
            shell.AddArgument(argument);
        }

        return shell;
    }
}
