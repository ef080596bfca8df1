using System.Text;
using OfoxPS.Core.Files;

namespace OfoxPS.Core.Logging;

/// <summary>Reads a log with its rotated files, oldest first.</summary>
internal sealed class LogReader
{
    /// <summary>The longest line, in characters; longer ones are skipped.</summary>
    public const int MaximumLine = 64 * 1024 * 1024;

    private readonly StringBuilder _line = new();

    /// <summary>How many lines were none of ours, or damaged.</summary>
    public int Skipped { get; private set; }

    /// <exception cref="IOException">A file cannot be read.</exception>
    public IEnumerable<LogEntry> Read(IEnumerable<string> paths)
    {
        foreach (Stream file in paths.SelectMany(Open))
        {
            using StreamReader lines = new(file);
            while (ReadLine(lines) is { } line)
            {
                if (line.Length == 0)
                {
                    continue;
                }

                LogEntry? entry = line.Length > MaximumLine ? null : LogLine.Read(line);
                if (entry is null)
                {
                    Skipped++;
                }
                else
                {
                    yield return entry;
                }
            }
        }
    }

    // The next line, of which no more is kept than shows that it is too long: a file without line ends would be one line of any length.
    private string? ReadLine(StreamReader lines)
    {
        _line.Clear();
        for (int next; (next = lines.Read()) != '\n';)
        {
            if (next < 0)
            {
                return _line.Length > 0 ? _line.ToString().Trim() : null;
            }

            if (_line.Length <= MaximumLine)
            {
                _line.Append((char)next);
            }
        }

        return _line.ToString().Trim();
    }

    // All are opened before any is read, so that a rotation meanwhile neither hides a file nor shows it twice.
    private static List<Stream> Open(string path)
    {
        using UserLock held = LogFile.Lock(path);
        List<Stream> files = [];
        try
        {
            foreach (string file in new LogFile(path).All())
            {
                files.Add(RegularFile.Read(file));
            }
        }
        catch
        {
            files.ForEach(static file => file.Dispose());
            throw;
        }

        return files;
    }
}
