using System.Linq;
using System.Text.Json;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Images;

namespace OfoxPS.Gateway.Answers;

/// <summary>A user's message as text: what was said, and what is to be seen.</summary>
internal static class UserText
{
    public static string Echo(ChatTurn? turn) => turn switch
    {
        null => "",
        _ when turn.Parts.Any() => string.Join('\n', turn.Parts.Select(Line)),
        _ => turn.Text,
    };

    private static string Line(JsonElement part)
    {
        if (part.TryGetProperty("text", out JsonElement text))
        {
            return text.GetString()!;
        }

        JsonElement image = part.GetProperty("image_url");
        string url = image.GetProperty("url").GetString()!;
        string detail = image.TryGetProperty("detail", out JsonElement given) ? given.GetString()! : "auto";
        return DataUrl.TryParse(url, out DataUrl? data) && ImageProbe.Read(data.Bytes) is { } facts
            ? $"[image {facts.Format} {facts.Width}x{facts.Height} {data.Bytes.Length} bytes detail={detail}]"
            : $"[image url {url}]";
    }
}
