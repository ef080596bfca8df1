using System.Management.Automation;
using OfoxPS.Core.Recording;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Shell.Testing;

/// <summary>The cassette that environment variables name, for scripts that are not to be changed, child processes and jobs.</summary>
internal static class CassetteEnvironment
{
    private const string PathVariable = "OFOX_CASSETTE";
    private const string ModeVariable = "OFOX_CASSETTE_MODE";

    /// <summary>The mode of cassettes for which a script gives none.</summary>
    /// <exception cref="OfoxException">The variable holds no mode.</exception>
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

    /// <summary>A mode by its name; null if there is no such mode.</summary>
    public static CassetteMode? ModeOf(string? name) =>
        Enum.TryParse(name, ignoreCase: true, out CassetteMode mode) && mode.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)
            ? mode
            : null;

    /// <summary>The cassette of the environment; null if there is none.</summary>
    public static CassetteOptions? Read(PSCmdlet cmdlet)
    {
        string? path = Environment.GetEnvironmentVariable(PathVariable)?.Trim();
        return string.IsNullOrEmpty(path) ? null
            : new CassetteOptions { Path = SessionFolder.Full(cmdlet.SessionState.Path, path!, $"$env:{PathVariable}"), Mode = Mode };
    }
}
