using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Client;

/// <summary>The texts of -Verbose and -Debug about a call, without secrets.</summary>
internal sealed class CallNotices(CallOptions options, Redactor redactor)
{
    /// <summary>A text. It has no control characters, because the text of a server is written to the terminal.</summary>
    public NoticeEvent Of(string text, bool debug = false) => new(TerminalText.Sanitize(redactor.Clean(text)), debug);

    /// <summary>What is told before a request is sent.</summary>
    public IEnumerable<CallEvent> Sending(ChatRequest request, RequestBody body, int attempt)
    {
        string media = body.MediaCount == 0 ? string.Empty : ", " + body.MediaWords;
        yield return Of(
            $"POST {Endpoint.Shown(options.Endpoint)} with {request.Model}, {body.Length} bytes{media}, "
                + $"attempt {attempt} of {options.MaximumRetryCount + 1}");
        if (options.Debug)
        {
            yield return Of(">>> " + RequestHeaders(), debug: true);
            yield return Of(">>> " + body.Describe(), debug: true);
        }
    }

    /// <summary>What is told when the headers of a response have arrived.</summary>
    public IEnumerable<CallEvent> Received(HttpResponseMessage response)
    {
        string id = ResponseHeaders.RequestId(response) is { } known ? $", request {known}" : string.Empty;
        string type = response.Content.Headers.ContentType?.MediaType ?? "no media type";
        yield return Of($"{(int)response.StatusCode} {response.ReasonPhrase}, {type}{id}");
        if (options.Debug)
        {
            yield return Of("<<< " + ResponseHeaders.Shown(response), debug: true);
        }
    }

    /// <summary>One line on an answer.</summary>
    public NoticeEvent Answered(ChatCompletion completion)
    {
        string usage = completion.Usage is null ? "usage unknown" : completion.Usage.ToString();
        string cost = completion.Cost is { } amount ? $" ({Money.Of(amount)})" : string.Empty;
        return Of($"{completion.Model}: {usage}{cost}, finish reason {completion.FinishReason ?? "none"}, "
            + $"{completion.Duration.TotalSeconds:0.00} s");
    }

    // Shows that a key was sent, and the names of the headers but not their values.
    private string RequestHeaders() =>
        "Authorization: Bearer ****" + string.Concat(options.Headers.Keys.Select(static name => $"{Environment.NewLine}{name}: ****"));
}
