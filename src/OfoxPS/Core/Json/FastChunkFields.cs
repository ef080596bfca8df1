using System;

namespace OfoxPS.Core.Json;

/// <summary>
/// The fields that <see cref="FastChunkReader"/> knows, each as a bit, so that a name that comes twice is seen; 0 for any other.
/// </summary>
internal static class FastChunkFields
{
    // An error is no usual chunk, even where it is null, and neither is a usage in another place: 64 fits no case of the reader.
    public static int Root(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("id"u8) => 1,
        5 when name.SequenceEqual("model"u8) => 2,
        7 when name.SequenceEqual("created"u8) => 4,
        7 when name.SequenceEqual("choices"u8) => 8,
        5 when name.SequenceEqual("usage"u8) => 16,
        5 when name.SequenceEqual("error"u8) => 64,
        6 when name.SequenceEqual("x_groq"u8) => 64,
        6 when name.SequenceEqual("object"u8) => 32,
        11 when name.SequenceEqual("obfuscation"u8) => 128,
        _ => 0,
    };

    public static int Choice(ReadOnlySpan<byte> name, bool isWhole) => name.Length switch
    {
        5 when name.SequenceEqual("index"u8) => 1,
        5 when name.SequenceEqual("delta"u8) => isWhole ? 8 : 2,
        13 when name.SequenceEqual("finish_reason"u8) => 4,
        7 when name.SequenceEqual("message"u8) => isWhole ? 2 : 8,
        5 when name.SequenceEqual("error"u8) => 8,
        5 when name.SequenceEqual("usage"u8) => 8,
        4 when name.SequenceEqual("text"u8) => 8,
        _ => 0,
    };

    public static int Delta(ReadOnlySpan<byte> name) => name.Length switch
    {
        7 when name.SequenceEqual("content"u8) => 1,
        4 when name.SequenceEqual("role"u8) => 2,
        7 when name.SequenceEqual("refusal"u8) => 4,
        10 when name.SequenceEqual("tool_calls"u8) => 8,
        13 when name.SequenceEqual("function_call"u8) => 16,
        _ => 0,
    };

    public static int Usage(ReadOnlySpan<byte> name) => name.Length switch
    {
        13 when name.SequenceEqual("prompt_tokens"u8) => 1,
        17 when name.SequenceEqual("completion_tokens"u8) => 2,
        12 when name.SequenceEqual("total_tokens"u8) => 4,
        _ => 0,
    };
}
