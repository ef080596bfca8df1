using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using OfoxPS.Gateway.Http;

namespace OfoxPS.Gateway.Models;

internal static class ModelsEndpoint
{
    public static Task ListAsync(Exchange exchange) => exchange.SendJsonAsync(200, new JsonObject
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. KnownModels.All.Select(card => card.ToJson())]),
    });

    public static Task ShowAsync(Exchange exchange, string escapedId)
    {
        // Some clients escape the slash in the id, and the server leaves that escape in the path.
        string id = Uri.UnescapeDataString(escapedId);
        return KnownModels.Find(id) is { } card
            ? exchange.SendJsonAsync(200, card.ToJson())
            : exchange.SendErrorAsync(ApiError.UnknownModel(id));
    }
}
