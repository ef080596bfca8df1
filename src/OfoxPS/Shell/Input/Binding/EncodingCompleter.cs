using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes -Encoding with PowerShell's names.</summary>
internal sealed class EncodingCompleter : WordCompleter
{
    public EncodingCompleter()
        : base(NamedEncoding.Names)
    {
    }
}
