using System;
using System.IO;

namespace OfoxPS.Hosting;

/// <summary>The console of the process: errors go to the standard error, everything else to the standard output.</summary>
public sealed class ConsoleText : IHostText
{
    private const int UnknownWidth = 120;

    private ConsoleText()
    {
    }

    public static ConsoleText Instance { get; } = new();

    /// <summary>A terminal that can show colours, where NO_COLOR (no-color.org) does not ask for none.</summary>
    public bool HasColors { get; } = !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public int Width
    {
        get
        {
            try
            {
                return !Console.IsOutputRedirected && Console.WindowWidth > 0 ? Console.WindowWidth : UnknownWidth;
            }
            catch (IOException)
            {
                return UnknownWidth;
            }
        }
    }

    public void Write(HostChannel channel, string text) => (channel == HostChannel.Error ? Console.Error : Console.Out).Write(text);
}
