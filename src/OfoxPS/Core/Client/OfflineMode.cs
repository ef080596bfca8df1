using OfoxPS.Core.Errors;

namespace OfoxPS.Core.Client;

/// <summary>$env:OFOX_OFFLINE: nothing of this process, nor of its children, goes to a network.</summary>
internal static class OfflineMode
{
    private const string Variable = "OFOX_OFFLINE";

    /// <summary>Why nothing is sent; null where the variable is empty, 0, false, no or off.</summary>
    public static OfoxException? Refusal() =>
        Environment.GetEnvironmentVariable(Variable)?.Trim() is { } value
            && value.ToLowerInvariant() is not ("" or "0" or "false" or "no" or "off")
        ? new OfoxException(
            OfoxErrorKind.OfoxCassetteMiss, $"Nothing is sent, because $env:{Variable} is '{value}', and no cassette or test answers")
        { Remedy = Remedy.Offline }.ForAllInput()
        : null;
}
