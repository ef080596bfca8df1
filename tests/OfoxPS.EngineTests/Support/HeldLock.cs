using System;
using System.Threading;

namespace OfoxPS.EngineTests.Support;

/// <summary>The lock of a log or a cassette, held as another process that writes it holds it.</summary>
internal static class HeldLock
{
    /// <summary>Takes the lock of a path, until it is disposed.</summary>
    public static IDisposable Of(string path) => (IDisposable)typeof(ChatMessage).Assembly
        .GetType("OfoxPS.Core.Files.UserLock", throwOnError: true)!
        .GetMethod("OfName")!.Invoke(null, [path, TimeSpan.Zero, CancellationToken.None])!;
}
