using System.Collections;
using System.Collections.Generic;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Completes -ResponseFormat with the API's words.</summary>
internal sealed class ResponseFormatCompleter : WordCompleter
{
    /// <summary>The formats that a name is enough for.</summary>
    public static readonly string[] Names = ["text", "json_object"];

    protected override IEnumerable<string> Words(string parameter, IDictionary typed) => Names;
}
