using System.Globalization;
using System.Text.Json;
using ModelContextProtocol;
using OfoxPS.Core.Mcp;

namespace OfoxPS.Mcp;

/// <summary>Makes errors of this module of what the SDK throws. The SDK says what failed; the way to the server often knows why.</summary>
/// <param name="settings">How the server is reached.</param>
/// <param name="link">The way to it.</param>
internal sealed class CallFailure(McpSettings settings, IServerLink link)
{
    // How the SDK refuses what is not offered: sampling, elicitation and roots.
    private const string NoHandler = "Handler is registered.";

    // What the SDK writes before the words of a server.
    private const string RemoteError = "Request failed (remote): ";

    /// <summary>What the server sent is no answer.</summary>
    /// <param name="what">What it did, as the end of a sentence.</param>
    public static OfoxException Invalid(string what) =>
        new(OfoxErrorKind.OfoxInvalidResponse, $"The MCP server {what}") { Remedy = "Ask whoever makes the server." };

    /// <summary>The error of a call.</summary>
    /// <param name="error">What the SDK has thrown.</param>
    /// <param name="what">What has not happened where the time was over, as the beginning of a sentence.</param>
    /// <param name="kind">The kind of an error that the server answers.</param>
    /// <param name="stop">The end of the pipeline; the error is the same then.</param>
    /// <param name="limit">The end of the pipeline or of the time.</param>
    public async Task<Exception> OfAsync(
        Exception error, string what, OfoxErrorKind kind, CancellationToken stop, CancellationToken limit) =>
        error is OperationCanceledException && stop.IsCancellationRequested ? error
        : (
            error as OfoxException
                ?? await ExplainAsync(error, what, kind, limit.IsCancellationRequested || error is TimeoutException).ConfigureAwait(false))
                    .Cleaned(settings.Redactor.Clean);

    private async Task<OfoxException> ExplainAsync(Exception error, string what, OfoxErrorKind kind, bool isTime)
    {
        if (await link.ExplainAsync(error, isTime).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        if (error is McpProtocolException refused)
        {
            string words = refused.Message.Replace(RemoteError, string.Empty, StringComparison.Ordinal).TrimEnd('.');
            return new OfoxException(
                kind, $"The MCP server refuses: {words} (error {(int)refused.ErrorCode})",
                refused)
            { Remedy = "The server decides what it takes; change what it names." };
        }

        if (error is InvalidOperationException && error.Message.EndsWith(NoHandler, StringComparison.Ordinal))
        {
            return new OfoxException(
                kind, "The MCP server wants an input of a person or of a model, and no server is given one",
                error)
            { Remedy = "Use another tool, or give in the arguments what the server would ask for." };
        }

        if (isTime)
        {
            string seconds = settings.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return new OfoxException(
                OfoxErrorKind.OfoxTimeout, $"{what} within {seconds} s",
                error)
            { Remedy = "Give it more time with -TimeoutSeconds of Connect-OfoxMcpServer." };
        }

        Exception cause = error.InnerException as InvalidDataException ?? error;
        return cause is JsonException or InvalidDataException
            ? new OfoxException(
                OfoxErrorKind.OfoxInvalidResponse, $"The MCP server sent what is no answer: {cause.Message}",
                error)
            { Remedy = "Ask whoever makes the server." }
            : new OfoxException(
                OfoxErrorKind.OfoxConnectionFailed, $"The MCP server cannot be used: {cause.Message}",
                error)
            { Remedy = "Ask whoever makes the server." };
    }
}
