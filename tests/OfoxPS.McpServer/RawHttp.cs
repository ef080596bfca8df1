using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace OfoxPS.McpServer;

/// <summary>
/// Bad manners that only HTTP has, by name; any other name is one of <see cref="RawServer"/>, whose messages are the answers.
/// </summary>
internal static class RawHttp
{
    public static async Task AnswerAsync(HttpContext context, string kind)
    {
        HttpResponse response = context.Response;
        string asked = await new StreamReader(context.Request.Body).ReadToEndAsync();

        // These are good until a tool is called.
        if (kind.StartsWith("call-", StringComparison.Ordinal) && !asked.Contains("\"tools/call\"", StringComparison.Ordinal))
        {
            kind = "good";
        }

        switch (kind.Replace("call-", string.Empty, StringComparison.Ordinal))
        {
            case "401":
                response.StatusCode = 401;
                response.Headers.WWWAuthenticate =
                    "Bearer realm=\"files\", resource_metadata=\"https://example.com/.well-known/oauth-protected-resource\"";
                break;
            case "401-endless":
                response.StatusCode = 401;
                await WriteAsync(response, "no\n", 100_000_000);
                break;
            case "401-silent":
                response.StatusCode = 401;
                await response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            case "403":
                response.StatusCode = 403;
                await response.WriteAsync($"not with {context.Request.Headers.Authorization}");
                break;
            case "redirect":
                response.StatusCode = 307;
                response.Headers.Location = $"http://localhost:{context.Request.Host.Port}/mcp";
                break;
            case "500":
                response.StatusCode = 500;
                await response.WriteAsync("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32603,\"message\":\"no database\"}}");
                break;
            case "page":
                response.StatusCode = 404;
                await response.WriteAsync("<html>Not found</html>");
                break;
            case "silent":
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            case "silent-events":
                response.ContentType = "text/event-stream";
                await response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            case "large":
                response.ContentType = "application/json";
                await response.WriteAsync("{\"jsonrpc\":\"2.0\",\"x\":\"");
                await WriteAsync(response, "xxxxxxxxxx", 100_000_000);
                break;
            case "large-event":
                response.ContentType = "text/event-stream";
                await response.WriteAsync("data: ");
                await WriteAsync(response, "xxxxxxxxxx", 100_000_000);
                break;
            case "large-lines":
                response.ContentType = "text/event-stream";
                await WriteAsync(response, "data: xxxx\n", 100_000_000);
                break;
            case "cut":
                response.ContentType = "text/event-stream";
                await response.WriteAsync("data: {\"jsonrpc\":");
                await response.Body.FlushAsync();

                // A reset takes away what was not read yet.
                await Task.Delay(200);
                context.Abort();
                break;
            case "empty":
                response.ContentType = "text/event-stream";
                await response.WriteAsync(": nothing\n\n");
                break;
            case "broken":
                response.ContentType = "application/json";
                await response.WriteAsync("{\"jsonrpc\":");
                break;
            default:
                await GoodAsync(response, kind, asked);
                break;
        }
    }

    private static async Task GoodAsync(HttpResponse response, string kind, string asked)
    {
        StringWriter answer = new();
        if (asked.Length > 0)
        {
            new RawServer(kind, new StringReader(asked), answer, []).Run();
        }

        response.StatusCode = asked.Length == 0 ? 405 : answer.ToString().Length == 0 ? 202 : 200;
        response.ContentType = "application/json";
        await response.WriteAsync(answer.ToString());
    }

    private static async Task WriteAsync(HttpResponse response, string text, int bytes)
    {
        byte[] block = Encoding.UTF8.GetBytes(string.Concat(System.Linq.Enumerable.Repeat(text, 10_000)));
        for (int written = 0; written < bytes; written += block.Length)
        {
            await response.Body.WriteAsync(block);
        }
    }
}
