using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace OfoxPS.Hosting;

/// <summary>Each question is an error, as with <c>pwsh -NonInteractive</c>.</summary>
public sealed class NobodyAnswers : IHostAnswers
{
    private const string Reason = "Nobody is there to answer: this session is not interactive.";

    private NobodyAnswers()
    {
    }

    public static NobodyAnswers Instance { get; } = new();

    public string ReadLine(string question) => throw new PSInvalidOperationException(Reason);

    public int Choose(string caption, string message, IReadOnlyList<ChoiceDescription> choices, int defaultChoice) =>
        throw new PSInvalidOperationException(Reason);
}
