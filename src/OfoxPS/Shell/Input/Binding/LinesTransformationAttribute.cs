using System.Collections;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>
/// Takes a text, and the lines that a command wrote, as in <c>ofox (git diff)</c>, for the text that they are. A script block stays what it is: it
/// makes the text of each input. The parameter is an object, so that
/// what stands in for the cmdlet (a mock, a proxy) takes the same, which knows its types and not this.
/// </summary>
internal sealed class LinesTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrap.Value(inputData) switch
        {
            null => null,
            string text => text,
            ScriptBlock script => script,
            IEnumerable and not IDictionary when Unwrap.Items(inputData).All(static line => line is string) => string.Join("\n", Unwrap.Items(inputData)),
            IEnumerable => throw new ArgumentTransformationMetadataException("Text is wanted: a string, or lines of strings. Objects are piped, as in $objects | ofox '...'"),
            _ => LanguagePrimitives.ConvertTo<string>(inputData),
        };
}
