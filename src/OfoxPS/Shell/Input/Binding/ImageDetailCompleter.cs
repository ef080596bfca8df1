namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes -ImageDetail with the API's words.</summary>
internal sealed class ImageDetailCompleter : WordCompleter
{
    public ImageDetailCompleter()
        : base("auto", "low", "high")
    {
    }
}
