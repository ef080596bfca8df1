using System.Collections;
using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>
/// Converts an argument to tool calls: names, hashtables with the fields of the API (name, arguments, id), hashtables whose keys are names
/// and whose values are the arguments, and the calls of an answer.
/// </summary>
internal sealed class ToolCallTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is null ? null : Unwrap.Items(inputData).Select(Unwrap.Value).SelectMany(Read).ToArray();

    private static IEnumerable<ChatToolCall> Read(object? item)
    {
        (string Name, object? Value)[] fields = item is IDictionary ? NamedFields.Of(item)! : [];
        if (fields.Length > 0 && fields.All(static field => field.Value is null or IDictionary)
            && NamedFields.Find(item, "function") is null)
        {
            return fields.Select(
                static field => MessageFields.ToolCall(
                    new Hashtable { ["name"] = field.Name, ["arguments"] = field.Value ?? new Hashtable() }));
        }

        ChatToolCall call = MessageFields.ToolCall(item);
        return call.Name.Length > 0 ? [call]
            : throw Failure.InvalidArgument(
                "A tool call needs a name: @{ name = 'Get-Weather'; arguments = @{ City = 'Madrid' } }, "
                    + "or @{ 'Get-Weather' = @{ City = 'Madrid' } }.");
    }
}
