using System.Text.Json;
using OfoxPS.Gateway.Http;
using OfoxPS.Gateway.Images;
using OfoxPS.Gateway.Sounds;

namespace OfoxPS.Gateway.Validation;

internal static class AudioPartCheck
{
    public static void Check(JsonElement audio, string path)
    {
        Take.Object(audio, path);
        string format = Take.OneOf(Take.Required(audio, "format", $"{path}.format"), $"{path}.format", "wav", "mp3");
        string data = Take.RequiredString(audio, "data", $"{path}.data");
        if (DataUrl.IsDataUrl(data) || !DataUrl.TryParse($"data:audio/{format};base64,{data}", out DataUrl? sound))
        {
            throw Bad($"{path}.data", "expected base64, not a data URL.");
        }

        SoundFacts facts = SoundProbe.Read(sound.Bytes) ?? throw Bad($"{path}.data", "the audio could not be read.");
        if (facts.Format != format)
        {
            throw Bad($"{path}.format", $"'{format}' does not match the bytes, which are {facts.Format}.");
        }
    }

    private static RequestRejectedException Bad(string path, string why) =>
        Reject.With(path, "invalid_value", $"Invalid audio in '{path}': {why}");
}
