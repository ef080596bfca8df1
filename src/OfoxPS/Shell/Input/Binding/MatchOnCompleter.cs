namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes -MatchOn.</summary>
internal sealed class MatchOnCompleter : WordCompleter
{
    public MatchOnCompleter()
        : base("Body", "Model", "Messages", "Prompt", "Tools", "Stream", "Uri", "None")
    {
    }
}
