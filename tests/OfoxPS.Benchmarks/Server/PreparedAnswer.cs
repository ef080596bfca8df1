using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;

namespace OfoxPS.Benchmarks.Server;

/// <summary>The bytes of an answer, and how long to wait before they are sent.</summary>
/// <param name="Bytes">Headers and body.</param>
/// <param name="Wait">The time before the first byte.</param>
internal sealed record PreparedAnswer(byte[] Bytes, TimeSpan Wait)
{
    private const int ChunkLength = 220;

    private const string Id = "chatcmpl-0123456789";

    private static readonly string[] Words = [" alpha", " bravo", " delta", " hotel", " india", "\\nand ", " oscar", " tango"];

    /// <summary>The answer that the name of a model asks for: its kind, and a number.</summary>
    /// <param name="model"><c>chunks/N</c>: N events of 220 bytes; <c>text/N</c>, <c>tool/N</c>: text, or a tool call with arguments, of N
    /// bytes in
    /// pieces of 1 KB; <c>list/N</c>: a list of N items, as JSON; <c>wait/N</c>: a word after N milliseconds.</param>
    /// <param name="stream">As events.</param>
    public static PreparedAnswer For(string model, bool stream)
    {
        string[] parts = model.Split('/');
        int number = int.Parse(parts[^1], CultureInfo.InvariantCulture);
        using MemoryStream body = new();
        switch (parts[^2])
        {
            case "chunks":
                for (int i = 0; i < number; i++)
                {
                    Event(body, Chunk($"\"content\":\"{Words[i % Words.Length]}\"", "null", ChunkLength));
                }

                End(body, "stop");
                break;
            case "text" when stream:
                Pieces(body, new string('x', number), static piece => $"\"content\":{piece}");
                break;
            case "list" when stream:
                Pieces(body, List(number), static piece => $"\"content\":{piece}");
                break;
            case "tool" when stream:
                Event(body, Chunk("\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"save\",\"arguments\":\"\"}}]", "null"));
                Pieces(body, Arguments(number), static piece => $"\"tool_calls\":[{{\"index\":0,\"function\":{{\"arguments\":{piece}}}}}]",
                    "tool_calls");
                break;
            case "text":
                Whole(body, $"\"content\":\"{new string('x', number)}\"");
                break;
            case "list":
                Whole(body, $"\"content\":{JsonSerializer.Serialize(List(number))}");
                break;
            case "tool":
                Whole(body, $"\"content\":null,\"tool_calls\":[{{\"id\":\"call_1\",\"type\":\"function\",\"function\":{{\"name\":\"save\",\"arguments\":{JsonSerializer.Serialize(Arguments(number))}}}}}]", "tool_calls");
                break;
            default:
                return new PreparedAnswer(Framed("application/json", Whole("\"content\":\"yes\"")), TimeSpan.FromMilliseconds(number));
        }

        return new PreparedAnswer(stream ? Chunked(body) : Framed("application/json", body.ToArray()), TimeSpan.Zero);
    }

    private static string Arguments(int length) => $"{{\"text\":\"{new string('y', length)}\"}}";

    private static string List(int items)
    {
        StringBuilder json = new("{\"value\":[");
        for (int i = 0; i < items; i++)
        {
            json.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"{{\"name\":\"item {i}\",\"size\":{i}}}");
        }

        return json.Append("]}").ToString();
    }

    private static void Pieces(Stream body, string text, Func<string, string> delta, string reason = "stop")
    {
        for (int i = 0; i < text.Length; i += 1024)
        {
            Event(body, Chunk(delta(JsonSerializer.Serialize(text.Substring(i, Math.Min(1024, text.Length - i)))), "null"));
        }

        End(body, reason);
    }

    private static string Chunk(string delta, string reason, int length = 0)
    {
        string start = $"{{\"id\":\"{Id}";
        string rest = $"\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"openai/gpt-4o\",\"system_fingerprint\":\"fp_01\",\"choices\":[{{\"index\":0,\"delta\":{{{delta}}},\"logprobs\":null,\"finish_reason\":{reason}}}]}}";
        return start + new string('0', Math.Max(0, length - start.Length - rest.Length)) + rest;
    }

    private static void End(Stream body, string reason)
    {
        Event(body, Chunk("", $"\"{reason}\""));
        Event(body, $"{{\"id\":\"{Id}\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"openai/gpt-4o\",\"choices\":[],\"usage\":{{\"prompt_tokens\":9,\"completion_tokens\":9,\"total_tokens\":18}}}}");
        Event(body, "[DONE]");
    }

    // Each event is a chunk of HTTP too, as servers send them.
    private static void Event(Stream body, string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes($"data: {json}\n\n");
        body.Write(Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"));
        body.Write(bytes);
        body.Write("\r\n"u8);
    }

    private static void Whole(Stream body, string message, string reason = "stop") => body.Write(Whole(message, reason));

    private static byte[] Whole(string message, string reason = "stop") => Encoding.UTF8.GetBytes(
        $"{{\"id\":\"{Id}\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\"openai/gpt-4o\",\"choices\":[{{\"index\":0,\"message\":{{\"role\":\"assistant\",{message}}},\"finish_reason\":\"{reason}\"}}],\"usage\":{{\"prompt_tokens\":9,\"completion_tokens\":1,\"total_tokens\":10}}}}");

    private static byte[] Framed(string type, byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];

    private static byte[] Chunked(MemoryStream body) =>
        [.. "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"u8, .. body.ToArray(),
            .. "0\r\n\r\n"u8];
}
