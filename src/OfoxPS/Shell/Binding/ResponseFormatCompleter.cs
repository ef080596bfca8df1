namespace OfoxPS.Shell.Binding;

/// <summary>Completes -ResponseFormat with the API's words.</summary>
internal sealed class ResponseFormatCompleter : WordCompleter
{
    public ResponseFormatCompleter()
        : base("text", "json_object")
    {
    }
}
