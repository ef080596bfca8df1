using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>How many inputs there will be, where the pipeline begins with a collection that has a name: <c>$files | ofox ...</c>.</summary>
internal static class InputCount
{
    /// <returns>Null where that cannot be known.</returns>
    public static int? Of(PSCmdlet cmdlet)
    {
        InvocationInfo invocation = cmdlet.MyInvocation;
        // A variable is an expression, and the position counts commands alone.
        if (invocation.PipelinePosition != 1 || string.IsNullOrEmpty(invocation.Line))
        {
            return null;
        }

        // The line may be a part of a statement; what it holds of a pipeline is found all the same.
        ScriptBlockAst line = Parser.ParseInput(invocation.Line, out _, out _);
        string? name = line.FindAll(static ast => ast is PipelineAst, searchNestedScriptBlocks: true)
            .Cast<PipelineAst>()
            .Where(pipeline => pipeline.PipelineElements.Count > 1
                && pipeline.PipelineElements[1] is CommandAst command
                && command.GetCommandName() == invocation.InvocationName
                && command.Extent.StartOffset == invocation.OffsetInLine - 1)
            .Select(static pipeline => pipeline.PipelineElements[0] is CommandExpressionAst { Expression: VariableExpressionAst { Splatted: false } variable }
                ? variable.VariablePath.UserPath : null)
            .FirstOrDefault();
        return name is null ? null : (Unwrap.Value(cmdlet.SessionState.PSVariable.GetValue(name)) as ICollection)?.Count;
    }
}
