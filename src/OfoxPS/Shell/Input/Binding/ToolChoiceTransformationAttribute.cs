using System.Collections.Specialized;
using System.Management.Automation;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>
/// Converts an argument to a tool choice: none, auto, required, the name of a tool, a tool, or the whole object of the API.
/// </summary>
internal sealed class ToolChoiceTransformationAttribute() : JsonTreeTransformationAttribute("ToolChoice")
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrap.Value(inputData) is ChatTool tool ? ReadText(tool.Name) : base.Transform(engineIntrinsics, inputData);

    protected override object? ReadText(string text)
    {
        string choice = text.Trim();
        return choice.Length == 0 ? null
            : WordList.Match(WordsAttribute.Of("ToolChoice"), choice) is { } word ? word
            : choice[0] == '{' ? base.ReadText(choice)
            : Of(choice);
    }

    /// <summary>The choice of one tool, in the words of the API.</summary>
    public static OrderedDictionary Of(string name) => new()
    {
        ["type"] = "function",
        ["function"] = new OrderedDictionary { ["name"] = name },
    };
}
