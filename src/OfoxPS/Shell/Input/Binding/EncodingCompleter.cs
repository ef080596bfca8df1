using System.Collections;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes -Encoding with PowerShell's names.</summary>
internal sealed class EncodingCompleter : WordCompleter
{
    protected override IEnumerable<string> Words(string parameter, IDictionary typed) => NamedEncoding.Names;
}
