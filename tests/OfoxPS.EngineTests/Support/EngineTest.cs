using System;
using Xunit;
using OfoxPS.UnitTests.Support;

namespace OfoxPS.EngineTests.Support;

/// <summary>A class of tests; each test has a session of its own, and a folder where it asks for one.</summary>
public abstract class EngineTest : IDisposable
{
    private TemporaryFolder? _folder;

    protected Engine Engine { get; } = new();

    /// <summary>A folder of the test, which is removed after it.</summary>
    protected TemporaryFolder Folder => _folder ??= new();

    /// <summary>Asserts that a script ends with an error that says so, and that nothing has been sent.</summary>
    protected void IsRefusedUnsent(string script, string words)
    {
        Assert.Contains(words, Engine.Try(script).Failure!.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Engine.Requests);
    }

    public void Dispose()
    {
        Engine.Dispose();
        _folder?.Dispose();
        GC.SuppressFinalize(this);
    }
}
