using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace OfoxPS.Hosting;

/// <summary>A host that writes text somewhere and has its questions answered by somebody; it has no prompt and no profile.</summary>
public sealed class EngineHost : PSHost
{
    /// <param name="text">Where text goes.</param>
    /// <param name="answers">Who answers questions; nobody if it is null.</param>
    public EngineHost(IHostText text, IHostAnswers? answers = null) => UI = new EngineHostUI(text, answers ?? NobodyAnswers.Instance);

    /// <summary>What <c>exit</c> gave; null while no script has called it.</summary>
    public int? ExitCode { get; private set; }

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "OfoxPS.Engine";

    public override PSHostUserInterface UI { get; }

    public override Version Version { get; } = typeof(EngineHost).Assembly.GetName().Version!;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This host has no prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This host has no prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
}
