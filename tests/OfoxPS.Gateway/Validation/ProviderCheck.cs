using System.Collections.Generic;
using System.Text.Json;

namespace OfoxPS.Gateway.Validation;

/// <summary>Routing and fallback, the gateway's own extension.</summary>
internal static class ProviderCheck
{
    public static void Check(JsonElement root)
    {
        if (Take.Optional(root, "provider") is not { } provider)
        {
            return;
        }

        Take.Object(provider, "provider");
        if (Take.Optional(provider, "routing") is { } routing)
        {
            Take.OneOf(routing, "provider.routing", "priority", "cost", "latency", "balanced");
        }

        if (Take.Optional(provider, "type") is { } type)
        {
            Take.String(type, "provider.type");
        }

        if (Take.Optional(provider, "options") is { } options)
        {
            Take.Object(options, "provider.options");
        }

        if (Take.Optional(provider, "fallback") is { } fallback)
        {
            CheckFallback(Take.Array(fallback, "provider.fallback"));
        }
    }

    private static void CheckFallback(IReadOnlyList<JsonElement> models)
    {
        for (int i = 0; i < models.Count; i++)
        {
            Take.String(models[i], $"provider.fallback[{i}]");
        }
    }
}
