using System.Collections;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.Binding;

/// <summary>Takes the lines that a command wrote, as in <c>ofox (git diff)</c>, for the text that they are.</summary>
internal sealed class LinesTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrap.Value(inputData) is IEnumerable and not (string or IDictionary) && Unwrap.Items(inputData).All(static line => line is string)
            ? string.Join("\n", Unwrap.Items(inputData))
            : inputData;
}
