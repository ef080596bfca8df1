using System;
using System.Collections.Concurrent;

namespace OfoxPS.McpServer;

/// <summary>What the tools of a server tell of themselves: lines of its stderr, which are kept too.</summary>
internal static class ServerLog
{
    private static readonly ConcurrentQueue<string> Kept = new();

    public static string[] Lines => [.. Kept];

    public static void Write(string line)
    {
        Kept.Enqueue(line);
        Console.Error.WriteLine(line);
    }
}
