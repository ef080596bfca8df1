using System.Diagnostics;

namespace OfoxPS.Mcp;

/// <summary>
/// Makes the command line of a server on Windows. Programs of npm are batch files, which cmd.exe runs; it parses their arguments once more,
/// by its own rules.
/// </summary>
internal static class WindowsCommand
{
    // The characters that cmd.exe interprets even between quotation marks.
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

        // A backslash before the closing quotation mark would escape it, so those at the end are doubled.
        IEnumerable<string> quoted = arguments.Select(
            static argument => $"\"{argument}{new string('\\', argument.Length - argument.TrimEnd('\\').Length)}\"");
        start.FileName = Environment.GetEnvironmentVariable("ComSpec") ?? "cmd.exe";
        start.Arguments = $"/d /s /c \"\"{file}\" {string.Join(" ", quoted)}\"";
    }
}
