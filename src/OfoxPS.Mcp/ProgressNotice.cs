using System.Globalization;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using OfoxPS.Core.Mcp;

namespace OfoxPS.Mcp;

/// <summary>How far a call is, as a server says it.</summary>
internal static class ProgressNotice
{
    /// <summary>What a notification says; null where it is none of progress.</summary>
    public static McpNotice? Of(JsonRpcNotification notification)
    {
        if (notification.Params.Deserialize(
            McpJsonUtilities.DefaultOptions.GetTypeInfo(
                typeof(ProgressNotificationParams))) is not ProgressNotificationParams { Progress: { } progress })
        {
            return null;
        }

        int percent = progress.Total is > 0 ? (int)Math.Clamp(progress.Progress / progress.Total.Value * 100, 0, 100) : -1;
        return new McpNotice(McpNoticeKind.Progress, progress.Message ?? progress.Progress.ToString(CultureInfo.InvariantCulture), percent);
    }
}
