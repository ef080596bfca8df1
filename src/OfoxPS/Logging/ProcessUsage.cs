using System.Collections.Generic;

namespace OfoxPS.Logging;

/// <summary>The requests of this process, whether they are logged or not. It holds no content.</summary>
internal static class ProcessUsage
{
    /// <summary>Beyond this the oldest are forgotten, so that a service can run for ever.</summary>
    public const int Longest = 10_000;

    private static readonly Queue<LogEntry> Entries = new();

    /// <summary>How many have been forgotten.</summary>
    public static long Forgotten { get; private set; }

    public static void Add(LogEntry entry)
    {
        lock (Entries)
        {
            Entries.Enqueue(entry with { Messages = null, Answer = null });
            if (Entries.Count > Longest)
            {
                Entries.Dequeue();
                Forgotten++;
            }
        }
    }

    public static LogEntry[] All()
    {
        lock (Entries)
        {
            return [.. Entries];
        }
    }
}
