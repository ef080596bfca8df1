using System;
using System.IO;

namespace OfoxPS.UnitTests.Support;

/// <summary>A file that is gone when the test is.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(byte[] bytes)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"ofox-{Guid.NewGuid():N}.bin");
        File.WriteAllBytes(Path, bytes);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
