using System.Linq;
using System.Text.Json.Nodes;

namespace OfoxPS.Gateway.Wire;

/// <summary>The catalog for tests in other processes.</summary>
internal static class WireFaultJson
{
    public static JsonArray All() => new([.. WireCatalog.All.Select(Describe)]);

    private static JsonNode Describe(WireFault fault) => new JsonObject
    {
        ["name"] = fault.Name,
        ["says"] = fault.Says,
        ["model"] = fault.Model,
        ["host"] = fault.Host,
        ["tls"] = fault.Tls,
        ["proxy"] = fault.Proxy,
        ["closed"] = fault.Closed,
        ["large"] = fault.Large,
        ["upload"] = fault.Upload,
        ["connectionSeconds"] = fault.ConnectionSeconds,
        ["silenceSeconds"] = fault.SilenceSeconds,
        ["emptySeconds"] = fault.EmptySeconds,
        ["totalSeconds"] = fault.TotalSeconds,
        ["whole"] = Describe(fault.Whole),
        ["streamed"] = fault.WholeOnly ? null : Describe(fault.Streamed ?? fault.Whole),
    };

    private static JsonObject? Describe(Outcome? outcome) => outcome is null ? null : new JsonObject
    {
        ["result"] = outcome.Result,
        ["tries"] = outcome.Tries,
        ["keeps"] = outcome.Keeps,
    };
}
