using System;

namespace OfoxPS.EngineTests.Support;

/// <summary>A class of tests; each test has a session of its own.</summary>
public abstract class EngineTest : IDisposable
{
    protected Engine Engine { get; } = new();

    public void Dispose()
    {
        Engine.Dispose();
        GC.SuppressFinalize(this);
    }
}
