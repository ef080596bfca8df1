using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using OfoxPS.Gateway.Http;

namespace OfoxPS.Gateway.Models;

internal static class ModelsEndpoint
{
    public static Task ListAsync(Exchange exchange) => exchange.State.Models switch
    {
        ModelsMode.Odd => SendAsync(exchange, OddModels.All, tagged: true),
        ModelsMode.Ids =>
            SendAsync(exchange,
                new JsonArray([.. KnownModels.All.Select(card => new JsonObject { ["id"] = card.Id, ["object"] = "model" })]),
                tagged: false),
        ModelsMode.Many => SendAsync(exchange, new JsonArray([.. Enumerable.Range(0, 500).Select(Numbered)]), tagged: true),
        ModelsMode.Fails =>
            exchange.SendErrorAsync(
                new ApiError(503, "service_unavailable", "service_unavailable", "The service is temporarily unavailable")),
        ModelsMode.Page => exchange.SendTextAsync(200, "text/html", "<html><body>Please sign in</body></html>"),
        ModelsMode.Breaks => BreakAsync(exchange),
        _ => SendAsync(exchange, new JsonArray([.. KnownModels.All.Select(card => card.ToJson())]), tagged: true),
    };

    public static Task ShowAsync(Exchange exchange, string escapedId)
    {
        // Some clients escape the slash in the id, and the server leaves that escape in the path.
        string id = Uri.UnescapeDataString(escapedId);
        return KnownModels.Find(id) is { } card
            ? exchange.SendJsonAsync(200, card.ToJson())
            : exchange.SendErrorAsync(ApiError.UnknownModel(id));
    }

    private static Task SendAsync(Exchange exchange, JsonArray models, bool tagged)
    {
        string text = WireJson.Text(new JsonObject { ["object"] = "list", ["data"] = models });
        if (tagged)
        {
            string tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}\"";
            exchange.Headers.ETag = tag;
            if (exchange.Http.Request.Headers.IfNoneMatch.ToString() == tag)
            {
                exchange.Http.Response.StatusCode = exchange.Entry.Status = 304;
                return exchange.CompleteAsync();
            }
        }

        return exchange.SendTextAsync(200, "application/json", text);
    }

    private static JsonObject Numbered(int number) =>
        (KnownModels.All[number % KnownModels.All.Count] with { Id = $"owner{number % 20}/model-{number}", Name = $"Model {number}" })
            .ToJson();

    private static async Task BreakAsync(Exchange exchange)
    {
        exchange.Begin(200, "application/json");
        await exchange.Http.Response.WriteAsync("{\"object\":\"list\",\"data\":[{\"id\":\"half/");
        await exchange.Http.Response.Body.FlushAsync();
        exchange.Reset();
    }
}
