using System.Collections;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Shell.Tools;

/// <summary>A tool that runs outside this session, such as one of an MCP server.</summary>
internal interface IRemoteTool
{
    /// <summary>Its name in confirmation prompts.</summary>
    public string Shown { get; }

    /// <summary>The name of the server that runs it, as the user has named it.</summary>
    public string Place { get; }

    /// <summary>Whether a call by a model needs confirmation.</summary>
    public bool MustAsk { get; }

    /// <summary>Whether several calls of one answer may run at the same time.</summary>
    public bool RunsTogether { get; }

    /// <summary>Begins a call, which is cancelled with the pipeline.</summary>
    /// <param name="arguments">The arguments, which fit the schema of the tool.</param>
    /// <param name="pipeline">The pipeline that makes the call.</param>
    /// <exception cref="OfoxException">The call is not possible.</exception>
    public Task<RemoteResult> BeginAsync(IDictionary arguments, IPipeline pipeline);

    /// <summary>Waits for the result of a call, and writes what the server reports meanwhile.</summary>
    public RemoteResult End(Task<RemoteResult> call, IPipeline pipeline);
}
