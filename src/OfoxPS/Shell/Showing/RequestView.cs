using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Showing;

/// <summary>The texts of requests in OfoxPS.Format.ps1xml. Not for scripts.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RequestView
{
    private const int LongestText = 80;

    /// <summary>A request as it is sent, with long texts shortened.</summary>
    /// <param name="value">The request.</param>
    public static string Request(PSObject value)
    {
        if (value.BaseObject is not OfoxRequest request)
        {
            return string.Empty;
        }

        IEnumerable<string> headers = request.Headers.Keys.Cast<object>().Select(name => $"{name}: {request.Headers[name]}");
        string body = JsonTreeWriter.ToText(JsonTreeCopy.Of(request.Body, Short), indented: true);
        string size = $"({request.Length} bytes, {Plural.Of(request.MessageCount, "message")}, {Plural.Of(request.PartCount, "part")}, "
            + $"{Plural.Of(request.ImageCount, "image")}{Others(request)})";
        return TerminalText.Sanitize(string.Join("\n", [request.ToString(), .. headers, size, Estimate(request), body]));
    }

    private static string Others(OfoxRequest request) =>
        request.AttachmentCount > request.ImageCount
            ? ", " + Plural.Of(request.AttachmentCount - request.ImageCount, "other attachment")
            : string.Empty;

    private static string Estimate(OfoxRequest request)
    {
        string cost = request.EstimatedInputCost is { } input ? $", {Money.Of(input)}" : string.Empty;
        string maximum = request.MaximumCost is { } amount ? $"; at most {Money.Of(amount)} with the answer" : string.Empty;
        return $"(estimate: {request.EstimatedInputTokens.ToString(CultureInfo.InvariantCulture)} input tokens{cost}{maximum})";
    }

    // Shortens base64 data, which would fill the screen.
    private static string Short(string text) =>
        text.Length <= LongestText || !(text.StartsWith("data:", StringComparison.Ordinal) || Base64Text.IsData(text))
        ? text
        : $"{TerminalText.Truncate(text, LongestText)} ({text.Length} characters)";
}
