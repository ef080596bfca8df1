using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Writes an error record as text: message, position and id. As JSON it would be a thousand lines about the engine.</summary>
internal static class ErrorText
{
    public static string Of(ErrorRecord error)
    {
        List<string> lines =
        [
            $"{error.InvocationInfo?.MyCommand?.Name ?? "Error"}: {error.ErrorDetails?.Message ?? error.Exception.Message}",
            $"Category: {error.CategoryInfo}",
            $"FullyQualifiedErrorId: {error.FullyQualifiedErrorId}",
            $"Exception: {error.Exception.GetType().FullName}: {error.Exception.Message}",
            error.InvocationInfo?.PositionMessage ?? string.Empty,
            error.ScriptStackTrace ?? string.Empty,
        ];
        return string.Join("\n", lines.Where(static line => line.Length > 0));
    }
}
