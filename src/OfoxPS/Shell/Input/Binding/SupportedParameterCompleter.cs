namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes -SupportedParameter.</summary>
internal sealed class SupportedParameterCompleter : WordCompleter
{
    public SupportedParameterCompleter()
        : base("tools", "tool_choice", "response_format", "structured_outputs", "reasoning", "temperature", "top_p", "max_tokens", "stop", "seed")
    {
    }
}
