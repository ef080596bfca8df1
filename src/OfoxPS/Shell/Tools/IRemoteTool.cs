using System.Collections;
using System.Threading.Tasks;

namespace OfoxPS.Shell.Tools;

/// <summary>A tool that no command of the session carries out, but somebody elsewhere.</summary>
internal interface IRemoteTool
{
    /// <summary>What it is called in questions to a person.</summary>
    public string Shown { get; }

    /// <summary>The user's name of the place where it is.</summary>
    public string Place { get; }

    /// <summary>Whether a person must agree to a call by a model.</summary>
    public bool MustAsk { get; }

    /// <summary>Whether several calls of one answer may run at once.</summary>
    public bool RunsTogether { get; }

    /// <summary>Begins a call, which ends with the pipeline.</summary>
    /// <param name="arguments">Its arguments, which fit the schema of the tool.</param>
    /// <param name="session">The pipeline that makes the call.</param>
    /// <exception cref="OfoxException">There is no such call here and now.</exception>
    public Task<RemoteResult> BeginAsync(IDictionary arguments, ToolSession session);

    /// <summary>What a call is answered; tells meanwhile what is told beside it.</summary>
    public RemoteResult End(Task<RemoteResult> call, ToolSession session);
}
