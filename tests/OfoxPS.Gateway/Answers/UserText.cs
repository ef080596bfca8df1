using System.Globalization;
using System.Linq;
using System.Text.Json;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Documents;
using OfoxPS.Gateway.Images;
using OfoxPS.Gateway.Sounds;

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

        return part.TryGetProperty("image_url", out JsonElement image) ? Image(image)
            : part.TryGetProperty("file", out JsonElement file) ? File(file)
            : Sound(part.GetProperty("input_audio"));
    }

    private static string File(JsonElement file)
    {
        if (file.TryGetProperty("file_id", out JsonElement id))
        {
            return $"[file id {id}]";
        }

        DataUrl.TryParse(file.GetProperty("file_data").GetString()!, out DataUrl? data);
        return $"[file {file.GetProperty("filename").GetString()} {PdfProbe.Pages(data!.Bytes)} pages {data.Bytes.Length} bytes]";
    }

    private static string Sound(JsonElement sound)
    {
        byte[] bytes = sound.GetProperty("data").GetBytesFromBase64();
        SoundFacts facts = SoundProbe.Read(bytes)!;
        return $"[sound {facts.Format} {facts.Milliseconds?.ToString(CultureInfo.InvariantCulture) ?? "?"} ms {bytes.Length} bytes]";
    }

    private static string Image(JsonElement image)
    {
        string url = image.GetProperty("url").GetString()!;
        string detail = image.TryGetProperty("detail", out JsonElement given) ? given.GetString()! : "auto";
        return DataUrl.TryParse(url, out DataUrl? data) && ImageProbe.Read(data.Bytes) is { } facts
            ? $"[image {facts.Format} {facts.Width}x{facts.Height} {data.Bytes.Length} bytes detail={detail}]"
            : $"[image url {url}]";
    }
}
