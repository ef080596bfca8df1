using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace OfoxPS.UnitTests.Support;

/// <summary>A file of the corpus: the body of an answer with status 200, and what a reader must make of it.</summary>
internal sealed class Fixture
{
    private Fixture(string name, byte[] bytes, JsonElement expected)
    {
        Name = name;
        Bytes = bytes;
        Expected = expected;
    }

    public string Name { get; }

    public byte[] Bytes { get; }

    public JsonElement Expected { get; }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "corpus");

    private bool IsStream => Name.StartsWith("sse/", StringComparison.Ordinal);

    public static TheoryData<string> Names(string folder) => [.. Directory.GetFiles(Path.Combine(Folder, folder), "*.expected.json")
        .Select(path => $"{folder}/{Path.GetFileName(path)[..^".expected.json".Length]}")
        .Order(StringComparer.Ordinal)];

    public static Fixture Load(string name)
    {
        string path = Path.Combine(Folder, name);
        byte[] bytes = File.ReadAllBytes(path + (name.StartsWith("sse/", StringComparison.Ordinal) ? ".txt" : ".json"));
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(path + ".expected.json"));
        return new Fixture(name, bytes, expected.RootElement.Clone());
    }

    /// <summary>What the client makes of the body when it arrives in these pieces.</summary>
    public async Task<CallResult> ReadAsync(params byte[][] pieces)
    {
        string type = Expected.TryGetProperty("content_type", out JsonElement said) ? said.GetString()!
            : IsStream ? "text/event-stream"
            : "application/json";
        using HttpResponseMessage response = Reply.Of(200, new ScriptedStream(pieces), type);
        ChatRequest request = IsStream ? Ask.Streamed : Ask.Plain;
        return await CallResult.OfAsync(
            new FakeServer(response),
            Expected.TryGetProperty("n", out JsonElement wanted)
                ? request with { Extra = new Dictionary<string, object> { ["n"] = wanted.GetInt32() } } : request,
            Ask.Once);
    }
}
