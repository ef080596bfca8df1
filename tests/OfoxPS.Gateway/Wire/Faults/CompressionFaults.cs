using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;

namespace OfoxPS.Gateway.Wire.Faults;

/// <summary>Bodies that are compressed, or say so.</summary>
internal static class CompressionFaults
{
    private static readonly Outcome Answer = new(Outcome.Answer);
    private static readonly Outcome Nonsense = new("OfoxInvalidResponse");
    private static readonly Outcome Cut = new("OfoxStreamTruncated", 3);

    public static IEnumerable<WireFault> All { get; } =
    [
        new("gzip", "gzip, also where a stream wants none", Script.Changed(Gzip, "Content-Encoding: gzip"), Answer),
        new("brotli", "brotli", Script.Changed(Brotli, "Content-Encoding: br"), Answer),
        new("deflate", "deflate", Script.Changed(Deflate, "Content-Encoding: deflate"), Answer),
        new("gzip cut", "the first half of a gzip body, as if it were all",
            Script.Changed(static body => FirstHalf(Gzip(body)), "Content-Encoding: gzip"), Nonsense, Cut),
        new("gzip with a wrong sum", "gzip whose check sum is wrong", Script.Changed(WrongSum, "Content-Encoding: gzip"), Nonsense),
        new("gzip that is none", "`Content-Encoding: gzip` over plain JSON", Script.Changed(static body => body, "Content-Encoding: gzip"),
            Nonsense),
        new("brotli that is none", "`Content-Encoding: br` over noise",
            Script.Changed(static body => [.. body.Select(static one => (byte)~one)], "Content-Encoding: br"), Nonsense),
        new("brotli cut", "the first half of a brotli body, as if it were all",
            Script.Changed(static body => FirstHalf(Brotli(body)), "Content-Encoding: br"), Nonsense, Cut),
        new("gzip of nothing", "`Content-Encoding: gzip` and no body", Script.Changed(static _ => [], "Content-Encoding: gzip"),
            new("OfoxInvalidResponse", 3)),
        new("gzip that nobody announced", "gzip without `Content-Encoding`", Script.Changed(Gzip), Nonsense),
        new("an encoding nobody knows", "`Content-Encoding: zstd`",
            Script.Changed(static body => [0x28, 0xB5, 0x2F, 0xFD, .. body.Select(static one => (byte)~one)], "Content-Encoding: zstd"),
            Nonsense),
        new("bytes after the gzip", "gzip, then noise", Script.Changed(static body => [.. Gzip(body), 1, 2, 3], "Content-Encoding: gzip"),
            Answer),
        new("gzip lost", "gzip, with the connection lost half-way", Script.Then(HalfGzipAsync), Cut),
        new("a gzip bomb", "kilobytes that unpack to more than 64 MiB",
            Script.Reply("200 OK", Bomb(), Script.Json, "Content-Encoding: gzip"), Nonsense)
        {
            WholeOnly = true, Says = "longer than 64 MiB",
        },
    ];

    private static byte[] FirstHalf(byte[] body) => body[..(body.Length / 2)];

    private static byte[] Gzip(byte[] body) => Compress(body, static target => new GZipStream(target, CompressionLevel.Optimal));

    private static byte[] Brotli(byte[] body) => Compress(body, static target => new BrotliStream(target, CompressionLevel.Optimal));

    private static byte[] Deflate(byte[] body) => Compress(body, static target => new ZLibStream(target, CompressionLevel.Optimal));

    private static byte[] WrongSum(byte[] body)
    {
        byte[] packed = Gzip(body);
        packed[^6] ^= 0xFF;
        return packed;
    }

    private static byte[] Bomb()
    {
        byte[] bomb = new byte[70 * 1024 * 1024];
        bomb.AsSpan().Fill((byte)' ');
        bomb[0] = (byte)'[';
        return Gzip(bomb);
    }

    private static byte[] Compress(byte[] body, Func<Stream, Stream> open)
    {
        using MemoryStream target = new();
        using (Stream packing = open(target))
        {
            packing.Write(body);
        }

        return target.ToArray();
    }

    private static async Task HalfGzipAsync(WireConnection connection)
    {
        byte[] packed = Gzip(System.Text.Encoding.UTF8.GetBytes(Script.Body(connection)));
        await connection.SendAsync(
            Script.Head(Script.Type(connection), "200 OK", "Content-Encoding: gzip", $"Content-Length: {packed.Length}"));
        await connection.SendAsync(FirstHalf(packed));
    }
}
