using System.Linq;
using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Takes tool calls as names, hashtables (name, arguments, id) and the calls of an answer.</summary>
internal sealed class ToolCallTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => inputData is null
        ? null
        : Unwrap.Items(inputData).Select(static item => MessageFields.ToolCall(Unwrap.Value(item))).ToArray();
}
