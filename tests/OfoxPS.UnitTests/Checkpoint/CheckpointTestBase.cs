using System;
using System.Text;
using OfoxPS.Core.Checkpoint;
using OfoxPS.Core.Json;
using OfoxPS.UnitTests.Support;

namespace OfoxPS.UnitTests.Checkpoint;

/// <summary>A checkpoint file in a folder of its own, and the records that tests write to it.</summary>
public abstract class CheckpointTestBase : IDisposable
{
    private protected static readonly CheckpointManifest Manifest = ManifestOf(Ask.Plain);

    private readonly TemporaryFolder _folder = new();

    private protected string FolderPath => _folder.Path;

    private protected string Path => System.IO.Path.Combine(FolderPath, "run.jsonl");

    public void Dispose() => _folder.Dispose();

    private protected static CheckpointManifest ManifestOf(ChatRequest request, string? address = null, string? form = null) =>
        CheckpointManifest.Of(
            new RequestPlace(address is null ? Ask.Options : Ask.Options with { Endpoint = new Uri(address) }),
            RequestWriter.Write(request), form, null, hasModel: true);

    private protected static byte[] Hash(string name) => System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name));

    private protected static CheckpointRecord Record(string name, int occurrence) => new()
    {
        Key = RecordKey.Of(Hash(name), occurrence),
        State = RecordState.Succeeded,
        Started = DateTimeOffset.UnixEpoch,
        Completion = new ChatCompletion { Content = $"answer {name}{occurrence}", Model = "m" },
    };

    private protected static CheckpointRecord Failed(string name) => Record(name, 1) with
    {
        State = RecordState.Failed,
        Completion = null,
        Failure = new OfoxException(OfoxErrorKind.OfoxServerError, name + " is busy") { StatusCode = 503 },
    };

    private protected CheckpointFile Open() => CheckpointFile.Open(Path, [], Manifest, static text => text, isPreview: false);

    private protected void Write(params CheckpointRecord[] records)
    {
        using CheckpointFile file = Open();
        foreach (CheckpointRecord record in records)
        {
            file.Append(record);
        }
    }

    private protected static CheckpointRecord? Read(CheckpointFile file, string name, int occurrence) =>
        file.Find(RecordKey.Of(Hash(name), occurrence)) is { } found ? file.Read(found.Offset) : null;
}
