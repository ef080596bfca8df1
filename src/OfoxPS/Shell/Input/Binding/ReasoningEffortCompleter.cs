namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes -ReasoningEffort with the words of the APIs, from least to most; a server may have others.</summary>
internal sealed class ReasoningEffortCompleter : WordCompleter
{
    public ReasoningEffortCompleter()
        : base("none", "minimal", "low", "medium", "high", "xhigh", "max")
    {
    }
}
