using System.Management.Automation.Language;

namespace OfoxPS.Shell.Tools;

/// <summary>Reads the comments next to the parameters of a script, which Get-Help shows as their descriptions.</summary>
internal static class ParameterComments
{
    public static Dictionary<string, string> Of(Ast script)
    {
        Dictionary<string, string> result = new(StringComparer.OrdinalIgnoreCase);
        Ast parsed = Parser.ParseInput(script.Extent.Text, out Token[] tokens, out _);
        int from = 0;
        foreach (ParameterAst parameter in parsed.FindAll(static node => node is ParameterAst, searchNestedScriptBlocks: true)
            .Cast<ParameterAst>().OrderBy(static node => node.Extent.StartOffset))
        {
            // Only comments directly before the parameter: code in between ends them.
            string[] comments =
            [
                .. tokens
                    .Where(token => token.Extent.StartOffset >= from && token.Extent.EndOffset <= parameter.Extent.EndOffset)
                    .Reverse()
                    .SkipWhile(token => token.Extent.StartOffset >= parameter.Extent.StartOffset)
                    .TakeWhile(static token => token.Kind is TokenKind.Comment or TokenKind.NewLine)
                    .Where(static token => token.Kind == TokenKind.Comment)
                    .Reverse()
                    .Select(static token => token.Text.Trim('#', '<', '>', ' ', '\t', '\r', '\n')),
            ];
            if (comments.Length > 0 && !result.ContainsKey(parameter.Name.VariablePath.UserPath))
            {
                result[parameter.Name.VariablePath.UserPath] = string.Join(" ", comments);
            }

            from = parameter.Extent.EndOffset;
        }

        return result;
    }
}
