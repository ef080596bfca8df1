namespace OfoxPS.Binding;

/// <summary>Completes -ToolChoice with the API's words.</summary>
internal sealed class ToolChoiceCompleter : WordCompleter
{
    public ToolChoiceCompleter()
        : base("auto", "none", "required")
    {
    }
}
