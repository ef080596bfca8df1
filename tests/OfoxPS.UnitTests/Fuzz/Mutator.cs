using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace OfoxPS.UnitTests.Fuzz;

/// <summary>Makes bodies that no server would send of bodies that servers do send.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds, Random random)
{
    private const int LongestBody = 64 * 1024;

    // What readers trip over: the marks of events, of JSON, of UTF-8, and numbers at the edges.
    private static readonly byte[][] Words = Array.ConvertAll<string, byte[]>(
        [
            "data: ", "data:", "event: error\n", "\n\n", "\r", "\r\n", ": ", "[DONE]", "data: [DONE]\n\n", "{", "}", "[", "]", "\"", "\\",
            "\\ud83d", "\\u0000",
            "null", "true", "-1", "1e999", "9223372036854775808", "0.1", "\"error\":", "\"choices\":", "\"delta\":{", "\"index\":",
                "\"tool_calls\":[",
            "\"content\":", "\"finish_reason\":", "\"arguments\":", ",", "<html>", "\0", " ", "\uFEFF", "é", "\U0001F600",
        ],
        Encoding.UTF8.GetBytes);

    public byte[] Next()
    {
        List<byte> body = [.. Pick(seeds)];
        for (int changes = random.Next(1, 8); changes > 0; changes--)
        {
            Change(body);
        }

        return [.. body.Take(LongestBody)];
    }

    /// <summary>The body in pieces, as a network may cut it.</summary>
    public byte[][] Scatter(byte[] body)
    {
        List<byte[]> pieces = [];
        for (int at = 0; at < body.Length;)
        {
            int length = Math.Min(random.Next(1, 200), body.Length - at);
            pieces.Add(body[at..(at + length)]);
            at += length;
        }

        return [.. pieces];
    }

    private void Change(List<byte> body)
    {
        int at = random.Next(body.Count + 1);
        int length = Math.Min(random.Next(1, 40), body.Count - at);
        switch (random.Next(8))
        {
            case 0 when length > 0:
                body[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when length > 0:
                body[at] = (byte)random.Next(256);
                break;
            case 2:
                body.RemoveRange(at, length);
                break;
            case 3:
                body.InsertRange(at, body.GetRange(at, length));
                break;
            case 4:
                body.RemoveRange(at, body.Count - at);
                break;
            case 5:
                byte[] other = Pick(seeds);
                body.InsertRange(at, other.Skip(random.Next(other.Length)).Take(random.Next(400)));
                break;
            case 6:
                body.InsertRange(at, Enumerable.Repeat(Pick(Words), random.Next(1, 2000)).SelectMany(static word => word));
                break;
            default:
                body.InsertRange(at, Pick(Words));
                break;
        }
    }

    private byte[] Pick(IReadOnlyList<byte[]> from) => from[random.Next(from.Count)];
}
