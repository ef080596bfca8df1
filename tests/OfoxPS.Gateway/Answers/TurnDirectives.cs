using System;
using System.Globalization;
using System.Linq;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Faults;

namespace OfoxPS.Gateway.Answers;

/// <summary>
/// Lines of the last user's message that make one of many requests different: <c>wait: 500</c> keeps its answer back for so many
/// milliseconds,
/// <c>fault: 500</c> plays a fault, and <c>fault once: 503</c> plays it the first time that this message comes.
/// </summary>
internal static class TurnDirectives
{
    public static TimeSpan Wait(ChatCall call) =>
        int.TryParse(Read(call, "wait: "), NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds) : TimeSpan.Zero;

    public static string? Fault(ChatCall call, FaultCounts counts) => Read(call, "fault: ") ??
        (Read(call, "fault once: ") is { } once && counts.IsFirst(call.LastUser!.Text) ? once : null);

    private static string? Read(ChatCall call, string begin) => call.LastUser?.Text.Split('\n')
        .Select(static line => line.TrimEnd('\r'))
        .FirstOrDefault(line => line.StartsWith(begin, StringComparison.Ordinal))?[begin.Length..];
}
