using System;
using System.IO;
using System.Reflection.PortableExecutable;
using OfoxPS.EngineTests.Support;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Settings;

/// <summary>Which of its builds for .NET a session loads.</summary>
public sealed class ImageTests : IDisposable
{
    private readonly Engine _engine = new();

    [Fact]
    public void A_session_loads_the_build_for_its_system() =>
        Assert.Equal(
            Path.GetFullPath(Path.Combine(ModuleUnderTest.Folder, "OfoxPS.dll")),
            Path.GetFullPath(_engine.Run("(Get-Module OfoxPS).Path").Single<string>()));

    [WindowsFact("only the build for Windows on x64 is compiled in advance")]
    public void The_build_for_Windows_is_compiled_in_advance()
    {
        using PEReader reader = new(File.OpenRead(typeof(ChatMessage).Assembly.Location));

        Assert.Equal(Machine.Amd64, reader.PEHeaders.CoffHeader.Machine);
        Assert.NotEqual(0, reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
    }

    public void Dispose() => _engine.Dispose();
}
