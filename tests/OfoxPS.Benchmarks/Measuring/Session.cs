using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using OfoxPS.Hosting;

namespace OfoxPS.Benchmarks.Measuring;

/// <summary>PowerShell's engine with the module and the bare module imported. Its host takes every text and shows none.</summary>
internal sealed class Session : IHostText, IDisposable
{
    private readonly Runspace _runspace;

    public Session()
    {
        _runspace = EngineSession.Open(new EngineHost(this), static state => state.ImportPSModule([Module, BareModule]));

        // Long answers are up to 60 MB; 16 MiB is the default.
        Run("Set-OfoxConfiguration -MaximumAnswerSize 256MB");
    }

    /// <summary>The manifest of the assembled module.</summary>
    public static string Module { get; } = Metadata("ModuleFolder").TrimEnd('/', '\\') + "/OfoxPS.psd1";

    /// <summary>The version that is measured; the folder of the assembled module has its name.</summary>
    public static string Version { get; } = System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(Module))!;

    /// <summary>The manifest of the bare module.</summary>
    public static string BareModule { get; } = Metadata("BareModule");

    /// <summary>The program of the gateway for tests.</summary>
    public static string Gateway { get; } = Metadata("Gateway");

    public static string EngineVersion { get; } =
        typeof(PowerShell).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split(' ')[0];

    public bool HasColors => false;

    /// <summary>No terminal: text is not wrapped for it.</summary>
    public int Width => 0;

    public void Write(HostChannel channel, string text)
    {
    }

    /// <summary>Runs a script, which must write no error.</summary>
    public object[] Run(string script, params object?[] arguments)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        foreach (object? argument in arguments)
        {
            shell.AddArgument(argument);
        }

        object[] result = [.. shell.Invoke().Select(static item => item?.BaseObject!)];
        return shell.Streams.Error.Count == 0 ? result : throw new InvalidOperationException($"{script}: {shell.Streams.Error[0]}");
    }

    public void Dispose() => _runspace.Dispose();

    private static string Metadata(string key) =>
        typeof(Session).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == key).Value!;
}
