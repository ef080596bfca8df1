using System.Diagnostics;

namespace OfoxPS.Mcp;

/// <summary>
/// Ends the process of a server with everything that it started, when it is disposed or when this process ends, however it ends. On
/// Windows a job object does that. Elsewhere a shell waits at a pipe. It finds the processes by a variable of their environment, which
/// each process hands on to those that it starts, even where its own parent is gone.
/// </summary>
internal sealed class ProcessGuard : IDisposable
{
    private const string Variable = "OFOXPS_MCP_SERVER";

    // $1: the variable with its value. $2: the id of the server's process, which is its process group and session too. A line on the pipe
    // says that the server had its time to end; the end of the pipe says that PowerShell is gone, and the server has two seconds. The
    // rounds find processes that were started while others were being ended.
    private const string Script =
        """
        trap '' HUP INT QUIT TERM
        read -r line || sleep 2
        round=0
        while [ $round -lt 20 ]; do
            round=$((round + 1))
            if [ -r /proc/self/environ ]; then
                found=$(grep -lsF "$1" /proc/[0-9]*/environ)
            else
                found=$(ps -AEww -o pid=,command= | grep -F "$1" | grep -v grep | sed 's/^ *//; s/ .*//')
            fi
            [ $round -gt 1 ] && [ -z "$found" ] && exit 0
            kill -KILL -- "-$2" 2>/dev/null
            for one in $found; do
                one=${one#/proc/}
                kill -KILL "${one%/environ}" 2>/dev/null
            done
            [ $round -gt 2 ] && sleep 0.1
        done
        """;

    private static readonly string[] SetSid = ["/usr/bin/setsid", "/bin/setsid"];

    private readonly string _mark = Guid.NewGuid().ToString("N");
    private Process? _process;
    private Process? _watcher;
    private JobObject? _job;

    /// <summary>Says how the program is started, so that it can be found again and no key of the terminal reaches it.</summary>
    public void Prepare(ProcessStartInfo start, string file, IReadOnlyList<string> arguments)
    {
        start.Environment[Variable] = _mark;
        if (OperatingSystem.IsWindows())
        {
            WindowsCommand.Put(start, file, arguments);
        }
        else
        {
            Put(start, [.. Apart(), file, .. arguments]);
        }
    }

    /// <summary>Takes the process that was started, which ends with this from now on.</summary>
    public void Watch(Process process)
    {
        _process = process;
        if (OperatingSystem.IsWindows())
        {
            _job = JobObject.Of(process);
            return;
        }

        ProcessStartInfo start = new()
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        Put(start, [.. Apart(), "/bin/sh", "-c", Script, "ofoxps-mcp", $"{Variable}={_mark}", $"{process.Id}"]);
        try
        {
            _watcher = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Without a shell only Dispose ends the processes, as far as it finds them.
        }
    }

    public void Dispose()
    {
        try
        {
            if (_process is { HasExited: false })
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception error)
            when (error is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException or NotSupportedException)
        {
            // It ended meanwhile, or a part of it belongs to somebody else.
        }

        _job?.Dispose();
        if (_watcher is { } watcher)
        {
            try
            {
                watcher.StandardInput.Write("now\n");
                watcher.StandardInput.Dispose();
            }
            catch (IOException)
            {
                // Somebody ended the shell.
            }

            watcher.WaitForExit(TimeSpan.FromSeconds(5));
            watcher.Dispose();
        }
    }

    // The beginning of a command that runs in a session of its own: Ctrl+C in the terminal then ends a call, not the server.
    private static string[] Apart()
    {
        string? setsid = SetSid.FirstOrDefault(File.Exists);
        return setsid is not null ? [setsid]
            : File.Exists("/usr/bin/perl")
                ? ["/usr/bin/perl", "-e", "use POSIX 'setsid'; setsid(); exec { $ARGV[0] } @ARGV or die qq($ARGV[0]: $!\\n)", "--"]
            : [];
    }

    private static void Put(ProcessStartInfo start, string[] command)
    {
        start.FileName = command[0];
        foreach (string argument in command.AsSpan(1))
        {
            start.ArgumentList.Add(argument);
        }
    }
}
