using OfoxPS.Core.Files;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Tools;

/// <summary>Makes names of remote tools valid for every model: at most 64 letters, digits, _ and -.</summary>
internal static class RemoteNames
{
    /// <summary>A valid name, which is different for each name.</summary>
    public static string Of(string name)
    {
        string result = ToolFactory.ValidCharacters(name);
        return result.Length is > 0 and <= ToolFactory.LongestName ? result : WithHash(result, name);
    }

    /// <summary>A valid name with a hash of the original, which tells apart names that become equal.</summary>
    public static string WithHash(string result, string name) =>
        $"{TextCut.Start(result, ToolFactory.LongestName - 9)}_{Sha256.TextOf(name, bytes: 4)}";

    /// <summary>The tools with unique names: of two with the same name, a remote one gets the name of its server as prefix.</summary>
    public static List<ChatTool> Apart(List<ChatTool> tools)
    {
        HashSet<string> twice = [
            .. tools.GroupBy(static tool => tool.Name, StringComparer.Ordinal).Where(static same => same.Count() > 1)
                .Select(static same => same.Key)];
        return twice.Count == 0
            ? tools
            : [
                .. tools.Select(
                    tool => twice.Contains(tool.Name) && tool.Runner is IRemoteTool remote
                        ? Renamed(tool, Of($"{remote.Place}_{tool.Name}"))
                        : tool)];
    }

    private static ChatTool Renamed(ChatTool tool, string name)
    {
        ChatTool renamed = tool.Copy();
        renamed.Name = name;
        return renamed;
    }
}
