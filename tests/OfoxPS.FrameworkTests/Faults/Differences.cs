using System;
using System.Collections.Generic;
using System.Linq;
using OfoxPS.UnitTests.Support;

namespace OfoxPS.FrameworkTests.Faults;

/// <summary>
/// The faults that end otherwise in .NET Framework than in .NET, and those that end otherwise in Mono than in .NET Framework, by the
/// reason.
/// </summary>
internal static class Differences
{
    public const string Compression =
        "The HttpClient of .NET Framework unpacks gzip alone, so it asks for nothing else; the server here sends it unasked.";

    public const string Head = "Mono: its HttpClient does not tell an answer that is no HTTP from a connection that broke.";
    public const string Chunk = "Mono: its HttpClient takes chunks without a true size for an answer that ended early.";
    public const string Interim = "Mono: its HttpClient takes an interim answer for the answer.";
    public const string Tunnel = "Mono: its HttpClient takes what a proxy answers to CONNECT for the answer of the server.";
    public const string Gzip = "Mono: its GZipStream throws IOException for what is no gzip, and takes one that is cut for a whole one.";
    public const string Length = "Mono: its HttpClient believes a length beside chunks.";
    public const string Trailers = "Mono: its HttpClient reads trailers without end.";

    private static readonly Dictionary<string, string[]> Everywhere = new()
    {
        [Compression] = ["brotli", "brotli cut", "deflate"],
    };

    private static readonly Dictionary<string, string[]> OnMono = new()
    {
        [Head] =
        [
            "a header name with a space", "a header without a colon", "a page without headers", "a status that is no number",
            "endless headers",
            "not HTTP at all", "one huge header",
        ],
        [Chunk] = ["a chunk longer than its size", "a chunk size beyond all bounds", "a chunk size that is no number",
            "a negative chunk size"],
        [Interim] = ["100 Continue unasked", "early hints", "endless 100 Continue"],
        [Tunnel] = ["a tunnel refused", "a tunnel to nowhere"],
        [Gzip] = ["gzip lost", "gzip that is none", "gzip with a wrong sum"],
        [Length] = ["length and chunks"],
        [Trailers] = ["endless trailers"],
    };

    /// <summary>Why a fault is not played here; null where it is.</summary>
    public static string? Reason(string name) => Find(Everywhere, name) ?? (MonoRuntime.IsHere ? Find(OnMono, name) : null);

    private static string? Find(Dictionary<string, string[]> differences, string name) =>
        differences.FirstOrDefault(one => Array.IndexOf(one.Value, name) >= 0).Key;
}
