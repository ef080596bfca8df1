using System.Collections;
using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Refuses a list where one string is expected, with advice on which parameter takes a list.</summary>
/// <param name="advice">The error message: what the parameter takes, and which one takes a list.</param>
internal sealed class OneValueAttribute(string advice) : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrap.Value(inputData) is IEnumerable and not (string or IDictionary) && Unwrap.Items(inputData).Count() > 1
            ? throw Failure.InvalidArgument(advice)
            : inputData;
}
