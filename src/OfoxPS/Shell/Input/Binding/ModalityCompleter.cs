namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes -InputModality.</summary>
internal sealed class ModalityCompleter : WordCompleter
{
    public ModalityCompleter()
        : base("text", "image", "audio", "video", "file")
    {
    }
}
