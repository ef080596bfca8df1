using System.Diagnostics;
using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using OfoxPS.Core.Mcp;
using OfoxPS.Core.Text;

namespace OfoxPS.Mcp;

/// <summary>The link to a server that is a program. The process, with everything that it starts, ends with this at the latest.</summary>
internal sealed class ServerProcess : IServerLink
{
    // How long a server may take to end by itself once its stdin is closed, and to say its last words once it has ended.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private const string Closed = "it has closed its stdin or stdout";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Process _process;
    private readonly ProcessGuard _guard;
    private readonly MessageStream _messages;
    private readonly ServerErrors _errors;
    private volatile bool _isClosed;
    private int _isDisposed;

    private ServerProcess(Process process, ProcessGuard guard, Action<McpNotice> notify, Redactor redactor)
    {
        _process = process;
        _guard = guard;
        _messages = new MessageStream(process.StandardOutput.BaseStream, notify, redactor);
        _errors = new ServerErrors(process.StandardError, notify, redactor);
        Transport = new StreamClientTransport(process.StandardInput.BaseStream, _messages);
    }

    public IClientTransport Transport { get; }

    public string? Ended => Volatile.Read(ref _isDisposed) != 0 ? "it was disconnected"
        : _messages.Problem is { } problem ? $"it {problem}"
        : HowItEnded() ?? (_isClosed ? Closed : null);

    /// <exception cref="OfoxException">The program cannot be started.</exception>
    public static ServerProcess Start(McpSettings settings, Action<McpNotice> notify)
    {
        ProcessStartInfo start = new()
        {
            WorkingDirectory = settings.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };

        // What is secret here is for the gateway: a server that needs it is given it with -Environment.
        foreach (string name in settings.WithheldVariables)
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in settings.Environment)
        {
            start.Environment[name] = value;
        }

        ProcessGuard guard = new();
        guard.Prepare(start, settings.FileName!, settings.Arguments);
        try
        {
            Process process = Process.Start(start)!;
            guard.Watch(process);
            return new ServerProcess(process, guard, notify, settings.Redactor);
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
        {
            guard.Dispose();
            throw CallFailure.Of(
                OfoxErrorKind.OfoxConnectionFailed,
                $"'{settings.FileName}' cannot be started: {error.Message}",
                "Check the command and its folder, and that it can be run by this user.",
                error);
        }
    }

    public void Begin()
    {
        // One stream has the answers to all calls.
    }

    public async Task<OfoxException?> ExplainAsync(Exception error, bool isTime)
    {
        if (error is McpProtocolException)
        {
            return null;
        }

        if (Volatile.Read(ref _isDisposed) != 0)
        {
            return CallFailure.Of(OfoxErrorKind.OfoxConnectionFailed, "The MCP server was disconnected during the call", "Connect again.");
        }

        bool isClosed = !isTime && (_messages.HasEnded || error is IOException);
        _isClosed |= isClosed;
        if (isClosed && _messages.Problem is null)
        {
            await ExitAsync(Grace).ConfigureAwait(false);
        }

        if (_messages.Problem is { } problem)
        {
            return CallFailure.Of(
                OfoxErrorKind.OfoxInvalidResponse,
                $"The MCP server {problem}",
                "Look at what the server writes with -Verbose; it may be no MCP server.");
        }

        if (HowItEnded() is { } end)
        {
            string remedy = "Run the command by itself to see why it ends, and connect again.";
            return CallFailure.Of(OfoxErrorKind.OfoxConnectionFailed, $"The MCP server is gone: {end}", remedy);
        }

        if (isClosed)
        {
            string message = $"The MCP server is gone: {Closed}{_errors.LastWords}";
            return CallFailure.Of(OfoxErrorKind.OfoxConnectionFailed, message, "Connect again.");
        }

        return !isTime || _messages.Noise is not { } noise ? null : CallFailure.Of(
            OfoxErrorKind.OfoxTimeout,
            $"The MCP server has not answered in time. It wrote text to its stdout that is no message: {noise}",
            "The command may be no MCP server.");
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        try
        {
            _process.StandardInput.Dispose();
        }
        catch (IOException)
        {
            // The process is gone, and nobody reads what was still to be written.
        }

        ExitAsync(Grace).GetAwaiter().GetResult();
        _guard.Dispose();
        _process.Dispose();
    }

    // Null while the process runs, and once it was disposed.
    private string? HowItEnded()
    {
        try
        {
            return _process.HasExited ? $"its process has ended with exit code {_process.ExitCode}{_errors.LastWords}" : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private async Task ExitAsync(TimeSpan longest)
    {
        try
        {
            using CancellationTokenSource limit = new(longest);
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);

            // A process that it left behind may hold the stderr open.
            await _errors.Reading.WaitAsync(TimeSpan.FromMilliseconds(200), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or TimeoutException)
        {
            // The process does not end, or one that it left behind holds its stderr.
        }
    }
}
