using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using OfoxPS.Gateway.Models;

namespace OfoxPS.Gateway.Answers;

/// <summary>Pictures, sound and sources of an answer, as fields of its message: whole, or as the deltas of a stream.</summary>
internal static class AnswerMedia
{
    private const int PieceOfSound = 4_000;
    private const string Said = "This is the answer.";

    /// <summary>The names of the fields that stand beside an answer, not in it.</summary>
    public static readonly string[] BesideMessage = ["citations", "search_results"];

    /// <summary>What a message has besides its text.</summary>
    public static JsonObject Of(ModelOptions options)
    {
        JsonObject fields = [];
        if (options.Images is { } images)
        {
            fields["images"] = new JsonArray([.. Enumerable.Range(0, images).Select(index => Image(index, options.ImageSize))]);
        }

        if (options.Sound)
        {
            fields["audio"] = new JsonObject
            {
                ["id"] = "audio_1",
                ["data"] = Convert.ToBase64String(Wav(PieceOfSound * 3)),
                ["expires_at"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds(),
                ["transcript"] = Said,
            };
        }

        if (options.Cites)
        {
            fields["annotations"] = new JsonArray(
                Annotation("https://example.com/a", "A", 0, 4), Annotation("https://example.com/b", "B", 5, 8),
                Annotation("https://example.com/a", "A", 0, 4));
        }

        return fields;
    }

    /// <summary>What stands beside the answer.</summary>
    public static JsonObject Beside(ModelOptions options) => !options.Cites ? [] : new JsonObject
    {
        ["citations"] = new JsonArray("https://example.com/a", "https://example.com/c"),
        ["search_results"] =
            new JsonArray(new JsonObject { ["title"] = "C", ["url"] = "https://example.com/c", ["snippet"] = "What C says." }),
    };

    /// <summary>The same as deltas: a picture in one, sound in pieces that are padded each, sources in one that comes twice.</summary>
    public static IEnumerable<JsonObject> Deltas(ModelOptions options)
    {
        JsonObject fields = Of(options);
        foreach (JsonNode? image in fields["images"]?.AsArray() ?? [])
        {
            yield return new JsonObject { ["images"] = new JsonArray(image!.DeepClone()) };
        }

        if (fields["audio"] is { } sound)
        {
            byte[] data = Convert.FromBase64String((string)sound["data"]!);
            yield return Sound("id", sound["id"]!.DeepClone());
            foreach (byte[] piece in data.Chunk(PieceOfSound))
            {
                yield return Sound("data", Convert.ToBase64String(piece));
            }

            foreach (string word in Words.Split(Said))
            {
                yield return Sound("transcript", word);
            }

            yield return Sound("expires_at", sound["expires_at"]!.DeepClone());
        }

        for (int i = 0; i < 2 && fields["annotations"] is { } sources; i++)
        {
            yield return new JsonObject { ["annotations"] = sources.DeepClone() };
        }
    }

    private static JsonObject Sound(string name, JsonNode value) => new() { ["audio"] = new JsonObject { [name] = value } };

    private static JsonObject Image(int index, int size) => new()
    {
        ["type"] = "image_url",
        ["image_url"] = new JsonObject { ["url"] = $"data:image/png;base64,{Convert.ToBase64String(Png(index + 1, size))}" },
        ["index"] = index,
    };

    private static byte[] Png(int width, int size)
    {
        byte[] bytes = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, .. new byte[8], 8, 0, 0, 0, 0, 0, 0, 0, 0,
            .. new byte[Math.Max(0, size - 33)]];
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), 1);
        return size == 0 ? [] : bytes;
    }

    private static byte[] Wav(int length)
    {
        byte[] bytes = [.. "RIFF"u8, 0, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0,
            .. "data"u8, 0, 0, 0, 0, .. new byte[length]];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), 36 + length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), length);
        return bytes;
    }

    private static JsonObject Annotation(string url, string title, int start, int end) => new()
    {
        ["type"] = "url_citation",
        ["url_citation"] = new JsonObject { ["url"] = url, ["title"] = title, ["start_index"] = start, ["end_index"] = end },
    };
}
