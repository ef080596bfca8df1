using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Control;
using OfoxPS.Gateway.Hosting;
using OfoxPS.Gateway.Llama;
using OfoxPS.Gateway.Log;
using OfoxPS.Gateway.Models;

namespace OfoxPS.Gateway.Http;

/// <summary>Takes every request of the server: control, API, or a page that says there is nothing.</summary>
internal sealed class Router(GatewayState state)
{
    private readonly ControlEndpoints control = new(state);

    public Task HandleAsync(HttpContext http) =>
        http.Request.Path.StartsWithSegments(ControlEndpoints.Prefix.TrimEnd('/'), out PathString rest) && rest.HasValue
            ? control.HandleAsync(http)
            : HandleLoggedAsync(http);

    private async Task HandleLoggedAsync(HttpContext http)
    {
        RequestEntry entry = state.Log.Begin(
            http.Request.Method,
            http.Request.Path + http.Request.QueryString,
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        Exchange exchange = new(http, entry, state);
        StandardHeaders.Add(exchange);
        try
        {
            await AnswerAsync(exchange, await BodyReader.ReadAsync(exchange));
        }
        catch (RequestRejectedException rejected)
        {
            await exchange.SendErrorAsync(rejected.Error);
        }
        catch (Exception lost) when (lost is OperationCanceledException or IOException)
        {
            exchange.Lose();
        }
        finally
        {
            entry.End(exchange.ClientHungUp);
        }
    }

    private static Task AnswerAsync(Exchange exchange, byte[] body)
    {
        string path = exchange.Http.Request.Path.Value ?? "";
        if (path.StartsWith(LlamaEndpoint.Prefix + "/", StringComparison.Ordinal))
        {
            return LlamaEndpoint.HandleAsync(exchange, body);
        }

        return (exchange.Http.Request.Method, path) switch
        {
            ("POST", "/v1/chat/completions") => ChatEndpoint.HandleAsync(exchange, body),
            ("GET", "/v1/models") => ModelsEndpoint.ListAsync(exchange),
            ("GET", _) when path.StartsWith("/v1/models/", StringComparison.Ordinal) && !path.EndsWith('/') =>
                ModelsEndpoint.ShowAsync(exchange, path["/v1/models/".Length..]),
            (_, "/v1/chat/completions" or "/v1/models") => exchange.SendErrorAsync(new ApiError(
                405, "invalid_request_error", "method_not_allowed", $"{exchange.Http.Request.Method} is not allowed here")),
            _ => exchange.SendTextAsync(404, "text/html; charset=utf-8", HtmlPages.NotFound),
        };
    }
}
