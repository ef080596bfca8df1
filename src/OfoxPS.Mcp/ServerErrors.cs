using System.Text;
using OfoxPS.Core.Mcp;
using OfoxPS.Core.Text;

namespace OfoxPS.Mcp;

/// <summary>
/// Reads the stderr of a server: gives each line to the verbose stream, and remembers the one that says why the server ended.
/// </summary>
internal sealed class ServerErrors
{
    // In characters: how much of a line is kept until its secrets are masked and it is cut.
    private const int LongestKept = 4 * McpLimits.ErrorLine;

    private readonly Action<McpNotice> _notify;
    private readonly Redactor _redactor;
    private readonly LastWords _words = new();

    public ServerErrors(TextReader reader, Action<McpNotice> notify, Redactor redactor)
    {
        _notify = notify;
        _redactor = redactor;
        Reading = ReadAsync(reader);
    }

    /// <summary>Ends when the stderr has ended.</summary>
    public Task Reading { get; }

    /// <summary>The line that says best why the server has ended, as the end of a sentence; empty where it wrote none.</summary>
    public string LastWords
    {
        get
        {
            lock (_words)
            {
                return _words.Line is { } line ? $". Its stderr says: {line}" : string.Empty;
            }
        }
    }

    private async Task ReadAsync(TextReader reader)
    {
        char[] buffer = new char[4096];
        StringBuilder line = new();
        try
        {
            for (int count = 1; count > 0;)
            {
                count = await reader.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false);
                foreach (char c in buffer.AsSpan(0, count))
                {
                    if (c == '\n')
                    {
                        Say(line);
                    }
                    else if (line.Length < LongestKept)
                    {
                        line.Append(c);
                    }
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The process has ended, or was ended.
        }

        Say(line);
    }

    private void Say(StringBuilder line)
    {
        string text = TextCut.Start(_redactor.Clean(line.ToString().TrimEnd()), McpLimits.ErrorLine);
        line.Clear();
        if (text.Length > 0)
        {
            lock (_words)
            {
                _words.Add(text);
            }

            _notify(new McpNotice(McpNoticeKind.Verbose, text));
        }
    }
}
