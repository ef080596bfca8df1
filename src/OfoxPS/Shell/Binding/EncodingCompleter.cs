using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.Binding;

/// <summary>Completes -Encoding with PowerShell's names.</summary>
internal sealed class EncodingCompleter : WordCompleter
{
    public EncodingCompleter()
        : base(NamedEncoding.Names)
    {
    }
}
