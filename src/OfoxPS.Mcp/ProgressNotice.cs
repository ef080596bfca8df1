using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using OfoxPS.Core.Mcp;

namespace OfoxPS.Mcp;

/// <summary>Reads the notifications with which a server says how far a call is.</summary>
internal static class ProgressNotice
{
    /// <summary>The notice for a notification; null where it does not tell of progress.</summary>
    public static McpNotice? Of(JsonRpcNotification notification)
    {
        JsonTypeInfo type = McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ProgressNotificationParams));
        if (notification.Params.Deserialize(type) is not ProgressNotificationParams { Progress: { } progress })
        {
            return null;
        }

        int percent = progress.Total is > 0 ? (int)Math.Clamp(progress.Progress / progress.Total.Value * 100, 0, 100) : -1;
        return new McpNotice(McpNoticeKind.Progress, progress.Message ?? progress.Progress.ToString(CultureInfo.InvariantCulture), percent);
    }
}
