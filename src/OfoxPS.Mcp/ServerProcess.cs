using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using OfoxPS.Core.Mcp;

namespace OfoxPS.Mcp;

/// <summary>A server that is a program: its process, with everything that it starts, which ends with this at the latest.</summary>
internal sealed class ServerProcess : IServerLink
{
    // How long a server may take to end by itself once its stdin is closed, and to say its last words once it has ended.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Process _process;
    private readonly ProcessGuard _guard;
    private readonly MessageStream _messages;
    private readonly Task _errors;
    private string? _lastError;
    private int _isDisposed;

    private ServerProcess(Process process, ProcessGuard guard, Action<McpNotice> notify)
    {
        _process = process;
        _guard = guard;
        _messages = new MessageStream(process.StandardOutput.BaseStream, notify);
        _errors = ReadErrorsAsync(process.StandardError, notify);
        Transport = new StreamClientTransport(process.StandardInput.BaseStream, _messages);
    }

    public IClientTransport Transport { get; }

    public string? Ended => Volatile.Read(ref _isDisposed) != 0 ? "it was disconnected"
        : _messages.Problem is { } problem ? $"it {problem}"
        : _process.HasExited ? HowItEnded()
        : null;

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
            return new ServerProcess(process, guard, notify);
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or IOException or InvalidOperationException)
        {
            guard.Dispose();
            throw new OfoxException(OfoxErrorKind.OfoxConnectionFailed, $"'{settings.FileName}' cannot be started: {error.Message}", error)
            {
                Remedy = "Check the command and its folder, and that it can be run by this user.",
            };
        }
    }

    public async Task<OfoxException?> ExplainAsync(bool isClosed)
    {
        if (isClosed && _messages.Problem is null)
        {
            await ExitAsync(Grace).ConfigureAwait(false);
        }

        return _messages.Problem is { } problem ? new OfoxException(OfoxErrorKind.OfoxInvalidResponse, $"The MCP server {problem}") { Remedy = "Look at what the server writes with -Verbose; it may be no MCP server." }
            : _process.HasExited ? new OfoxException(OfoxErrorKind.OfoxConnectionFailed, $"The MCP server is gone: {HowItEnded()}") { Remedy = "Run the command by itself to see why it ends, and connect again." }
            : isClosed ? new OfoxException(OfoxErrorKind.OfoxConnectionFailed, $"The MCP server has closed its stdout{LastWords()}") { Remedy = "Connect again." }
            : _messages.Noise is { } noise ? new OfoxException(OfoxErrorKind.OfoxTimeout, $"The MCP server has not answered in time. It wrote text to its stdout that is no message: {noise}") { Remedy = "The command may be no MCP server." }
            : null;
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
            // What was still to be written went nowhere: the process is gone.
        }

        ExitAsync(Grace).GetAwaiter().GetResult();
        _guard.Dispose();
        _process.Dispose();
    }

    private string HowItEnded() => $"its process has ended with exit code {_process.ExitCode}{LastWords()}";

    private string LastWords() => _lastError is { } line ? $". The last line of its stderr: {line}" : string.Empty;

    private async Task ExitAsync(TimeSpan longest)
    {
        try
        {
            using CancellationTokenSource limit = new(longest);
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);

            // A process that it leaves behind may hold the other end.
            await _errors.WaitAsync(TimeSpan.FromMilliseconds(200), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or TimeoutException)
        {
        }
    }

    private async Task ReadErrorsAsync(StreamReader reader, Action<McpNotice> notify)
    {
        char[] buffer = new char[4096];
        StringBuilder line = new();
        try
        {
            for (int count = 1; count > 0;)
            {
                count = await reader.ReadAsync(buffer).ConfigureAwait(false);
                foreach (char c in buffer.AsSpan(0, count))
                {
                    if (c != '\n' && line.Length < McpLimits.ErrorLine)
                    {
                        line.Append(c);
                    }

                    if (c == '\n')
                    {
                        Say(line, notify);
                    }
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
        }

        Say(line, notify);
    }

    private void Say(StringBuilder line, Action<McpNotice> notify)
    {
        string text = line.ToString().TrimEnd();
        line.Clear();
        if (text.Length > 0)
        {
            _lastError = text;
            notify(new McpNotice(McpNoticeKind.Verbose, text));
        }
    }
}
