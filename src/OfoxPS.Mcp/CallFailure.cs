using System.Globalization;
using System.Text.Json;
using ModelContextProtocol;
using OfoxPS.Core.Mcp;

namespace OfoxPS.Mcp;

/// <summary>
/// The errors of this module for the exceptions of the SDK. An exception tells what failed; the link to the server often knows why.
/// </summary>
internal sealed class CallFailure(McpSettings settings, IServerLink link)
{
    // The end of the SDK's message where a server asks for what is not offered: sampling, elicitation or roots.
    private const string NoHandler = "Handler is registered.";

    // The beginning of the SDK's message where a server answers with an error.
    private const string RemoteError = "Request failed (remote): ";

    private const string AskMaker = "Ask whoever makes the server.";

    /// <summary>An error and what the user can do about it.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="message">What happened, as a sentence without its full stop.</param>
    /// <param name="remedy">What to do, as whole sentences.</param>
    /// <param name="cause">The exception behind it, if there is one.</param>
    /// <param name="status">The HTTP status; null where there was none.</param>
    public static OfoxException Of(OfoxErrorKind kind, string message, string remedy, Exception? cause = null, int? status = null) =>
        new(kind, message, cause) { Remedy = remedy, StatusCode = status };

    /// <summary>What the server sent is no answer of the protocol.</summary>
    /// <param name="what">What the server did, as the end of a sentence that begins with the server.</param>
    /// <param name="cause">The exception behind it, if there is one.</param>
    /// <param name="server">The server, as the beginning of the sentence.</param>
    public static OfoxException Invalid(string what, Exception? cause = null, string server = "The MCP server") =>
        Of(OfoxErrorKind.OfoxInvalidResponse, $"{server} {what}", AskMaker, cause);

    /// <summary>The error that a failed call ends with, without secrets.</summary>
    /// <param name="error">What the SDK has thrown.</param>
    /// <param name="what">What has not happened where the time is over, as the beginning of a sentence.</param>
    /// <param name="kind">The kind of an error that the server answers.</param>
    /// <param name="stop">Cancelled when the pipeline ends; the exception is then returned as it is.</param>
    /// <param name="limit">Cancelled when the pipeline ends or the time is over.</param>
    public async Task<Exception> OfAsync(
        Exception error, string what, OfoxErrorKind kind, CancellationToken stop, CancellationToken limit)
    {
        if (error is OperationCanceledException && stop.IsCancellationRequested)
        {
            return error;
        }

        bool isTime = limit.IsCancellationRequested || error is TimeoutException;
        OfoxException failure = error as OfoxException ?? await ExplainAsync(error, what, kind, isTime).ConfigureAwait(false);
        return failure.Cleaned(settings.Redactor.Clean);
    }

    private async Task<OfoxException> ExplainAsync(Exception error, string what, OfoxErrorKind kind, bool isTime)
    {
        if (await link.ExplainAsync(error, isTime).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        if (error is McpProtocolException refused)
        {
            string words = refused.Message.Replace(RemoteError, string.Empty, StringComparison.Ordinal).TrimEnd('.');
            string message = $"The MCP server refuses: {words} (error {(int)refused.ErrorCode})";
            return Of(kind, message, "The server decides what it takes; change what it names.", refused);
        }

        if (error is InvalidOperationException && error.Message.EndsWith(NoHandler, StringComparison.Ordinal))
        {
            return Of(
                kind,
                "The MCP server wants an input of a person or of a model, and no server is given one",
                "Use another tool, or give in the arguments what the server would ask for.",
                error);
        }

        if (isTime)
        {
            string seconds = settings.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            string remedy = "Give it more time with -TimeoutSeconds of Connect-OfoxMcpServer.";
            return Of(OfoxErrorKind.OfoxTimeout, $"{what} within {seconds} s", remedy, error);
        }

        Exception cause = error.InnerException as InvalidDataException ?? error;
        return cause is JsonException or InvalidDataException
            ? Invalid($"sent what is no answer: {cause.Message}", error)
            : Of(OfoxErrorKind.OfoxConnectionFailed, $"The MCP server cannot be used: {cause.Message}", AskMaker, error);
    }
}
