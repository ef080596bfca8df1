using System.Diagnostics;

namespace OfoxPS.Mcp;

/// <summary>
/// A command line of Windows. Programs of npm are batch files, which cmd.exe runs: it reads their arguments again, by rules of
/// its own.
/// </summary>
internal static class WindowsCommand
{
    // Between quotation marks these are still read by cmd.exe.
    private static readonly char[] Read = ['"', '%', '!', '\r', '\n'];

    /// <exception cref="OfoxException">The path or an argument of a batch file is one that cmd.exe reads as something else.</exception>
    public static void Put(ProcessStartInfo start, string file, IReadOnlyList<string> arguments)
    {
        if (!file.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase) && !file.EndsWith(".bat", StringComparison.OrdinalIgnoreCase))
        {
            start.FileName = file;
            foreach (string argument in arguments)
            {
                start.ArgumentList.Add(argument);
            }

            return;
        }

        if (arguments.Prepend(file).FirstOrDefault(static text => text.IndexOfAny(Read) >= 0) is { } wrong)
        {
            throw Failure.InvalidArgument(
                $"'{file}' is a batch file, and cmd.exe reads the characters \" % and ! of an argument as its own: {wrong}");
        }

        // A backslash before a quotation mark would take it away.
        IEnumerable<string> quoted = arguments.Select(
            static argument => $"\"{argument}{new string('\\', argument.Length - argument.TrimEnd('\\').Length)}\"");
        start.FileName = Environment.GetEnvironmentVariable("ComSpec") ?? "cmd.exe";
        start.Arguments = $"/d /s /c \"\"{file}\" {string.Join(" ", quoted)}\"";
    }
}
