using System.Text.RegularExpressions;

namespace OfoxPS.Core.Mcp;

/// <summary>
/// The line of a program's stderr that says best why it has ended: the last one that is no frame of a stack, no version and no hint. Some
/// runtimes write the message of an error before its stack, some after it; npm writes it before its advice.
/// </summary>
internal sealed class LastWords
{
    // Words that the message of npm has at least; its other lines are a code, a path or the name of a system call.
    private const int NpmWords = 4;

    // Frames of a stack are indented in all these languages. What else stands beside a message: brackets, the version that Node.js writes
    // last, hints of Rust, the exit code that Go writes, the heading of Python.
    private static readonly Regex Beside = new(
        @"^\s|^[\W_]*$|^Node\.js v\d|^note: |^exit status \d|^Traceback \(|^npm (error|ERR!)", RegexOptions.CultureInvariant);

    private static readonly Regex Npm = new(@"^npm (error|ERR!)( [A-Za-z0-9]+)? +(?<words>.+)$", RegexOptions.CultureInvariant);
    private static readonly Regex GoStack = new(@"^goroutine \d+ \[", RegexOptions.CultureInvariant);

    private string? _message;
    private string? _other;
    private bool _isNpm;
    private bool _isStack;

    /// <summary>The line; null where there was none.</summary>
    public string? Line => _message ?? _other;

    /// <summary>Takes the next line.</summary>
    public void Add(string line)
    {
        // The frames of Go are not indented, and nothing follows them.
        _isStack |= GoStack.IsMatch(line);
        if (_isStack || line.Trim().Length == 0)
        {
            return;
        }

        if (!Beside.IsMatch(line))
        {
            _message = line;
            _isNpm = false;
        }
        else if (!_isNpm && IsNpmMessage(line))
        {
            _message = line;
            _isNpm = true;
        }
        else
        {
            _other = line.Trim();
        }
    }

    private static bool IsNpmMessage(string line) =>
        Npm.Match(line) is { Success: true } npm
            && npm.Groups["words"].Value.Split([' '], StringSplitOptions.RemoveEmptyEntries).Length >= NpmWords;
}
