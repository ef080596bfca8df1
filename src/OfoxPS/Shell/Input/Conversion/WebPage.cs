using System.Management.Automation;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>Reads the content of an object of Invoke-WebRequest, whose other properties repeat it.</summary>
internal static class WebPage
{
    private const string Namespace = "Microsoft.PowerShell.Commands";

    private static readonly HashSet<string> Types =
        [.. new[] { "WebResponseObject", "BasicHtmlWebResponseObject", "HtmlWebResponseObject" }
            .SelectMany(static type => new[] { $"{Namespace}.{type}", $"Deserialized.{Namespace}.{type}" })];

    /// <summary>The text or bytes of a response; null if the object is none.</summary>
    public static object? ContentOf(object? item)
    {
        if (item is null || (Unwrap.Value(item) is var bare && bare?.GetType().Namespace != Namespace && bare is not PSObject))
        {
            return null;
        }

        PSObject response = PSObject.AsPSObject(item);
        return response.TypeNames.Any(Types.Contains)
            ? Unwrap.Value(response.Properties["Content"]?.Value)
            : null;
    }
}
