using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace OfoxPS.UnitTests.Fuzz;

/// <summary>Damages the bytes of a body in the ways that servers, proxies and networks do, and in others.</summary>
internal sealed class Mutator(Random random)
{
    // What readers of JSON, events and numbers stumble over.
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\n", "\r", "\r\n\r\n", "data: ", "data:", ": comment\n", "event: error\n", "[DONE]", "data: [DONE]\n\n", "{", "}", "[", "]", "\"", "\\", "\\u", "\\ud83e", ",", ":",
            "null", "true", "-", "1e999", "-0", "99999999999999999999999999", "0.1e-400", "\0", "\u00e9", "\U0001F98A", "\uFEFF", "{\"error\":{\"message\":\"x\"}}", "{\"choices\":[]}",
            "\"delta\":null", "\"index\":-1", "\"index\":2147483647", "\"tool_calls\":[{}]", "\"usage\":{}", "\"content\":[[]]", "<html>", "retry: 5\n", "id: 1\n",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xF0, 0x9F], [0xED, 0xA0, 0x80], [0x1F, 0x8B],
    ];

    public byte[] Damage(byte[] bytes, byte[] other)
    {
        List<byte> result = [.. bytes];
        for (int times = random.Next(1, 6); times > 0; times--)
        {
            Damage(result, other);
        }

        return [.. result];
    }

    public byte[][] Cut(byte[] bytes)
    {
        List<byte[]> pieces = [];
        int longest = random.Next(1, 200);
        for (int at = 0; at < bytes.Length;)
        {
            int length = Math.Min(random.Next(1, longest + 1), bytes.Length - at);
            pieces.Add(bytes[at..(at + length)]);
            at += length;
        }

        return [.. pieces];
    }

    private void Damage(List<byte> bytes, byte[] other)
    {
        int at = random.Next(bytes.Count + 1);
        int length = Math.Min(random.Next(1, 30), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 when length > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when length > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 5 when random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6 when other.Length > 0:
                int from = random.Next(other.Length);
                bytes.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(1, 300))]);
                break;
            case 7 when random.Next(8) == 0:
                // Nesting, or a line, far longer than anybody means.
                bytes.InsertRange(at, Enumerable.Repeat(Pieces[random.Next(Pieces.Length)], random.Next(1, 3000)).SelectMany(static piece => piece));
                break;
        }
    }
}
