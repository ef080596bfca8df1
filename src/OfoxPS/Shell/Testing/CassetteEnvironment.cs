using System;
using System.Management.Automation;
using OfoxPS.Core.Recording;

namespace OfoxPS.Shell.Testing;

/// <summary>A cassette for scripts that must not be touched, for child processes and for jobs.</summary>
internal static class CassetteEnvironment
{
    private const string PathVariable = "OFOX_CASSETTE";
    private const string ModeVariable = "OFOX_CASSETTE_MODE";

    /// <summary>The mode that holds where a script names none.</summary>
    /// <exception cref="OfoxException">The variable holds something else.</exception>
    public static CassetteMode Mode
    {
        get
        {
            string? text = Environment.GetEnvironmentVariable(ModeVariable)?.Trim();
            return string.IsNullOrEmpty(text)
                ? CassetteMode.Replay
                : ModeOf(text) ?? throw Failure.InvalidArgument(
                    $"$env:{ModeVariable} is '{text}', which is not one of Replay, Record, Auto, Passthrough");
        }
    }

    /// <summary>A mode by its name; null where there is none of it.</summary>
    public static CassetteMode? ModeOf(string? name) =>
        Enum.TryParse(name, ignoreCase: true, out CassetteMode mode) && mode.ToString().Equals(name, StringComparison.OrdinalIgnoreCase) ? mode : null;

    /// <summary>What the environment asks for; null if nothing.</summary>
    public static CassetteOptions? Read(PSCmdlet cmdlet)
    {
        string? path = Environment.GetEnvironmentVariable(PathVariable)?.Trim();
        return string.IsNullOrEmpty(path) ? null : new CassetteOptions { Path = FullPath(cmdlet, path!), Mode = Mode };
    }

    private static string FullPath(PSCmdlet cmdlet, string path)
    {
        try
        {
            string full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            return provider.Name == "FileSystem" ? full : throw Failure.InvalidArgument($"$env:{PathVariable} is '{path}', which is not in the file system");
        }
        catch (Exception error) when (error is SessionStateException or NotSupportedException or System.IO.IOException)
        {
            throw Failure.InvalidArgument($"$env:{PathVariable}: {error.Message}", error);
        }
    }
}
