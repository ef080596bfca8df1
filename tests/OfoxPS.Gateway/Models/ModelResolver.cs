using System.Linq;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Faults;
using OfoxPS.Gateway.Http;

namespace OfoxPS.Gateway.Models;

/// <summary>Finds who answers a request: its model, or the first of its fallbacks that can.</summary>
internal static class ModelResolver
{
    public static ServedModel Resolve(ChatCall call, FaultCounts counts)
    {
        ServedModel? first = Try(call.Model, counts);
        if (first is { Fault: null or { FallsBack: false } })
        {
            return first;
        }

        return call.Fallback
            .Select(model => Try(model, counts))
            .FirstOrDefault(served => served is { Fault: null or { FallsBack: false } })
            ?? first
            ?? throw new RequestRejectedException(ApiError.UnknownModel(call.Model.Id));
    }

    private static ServedModel? Try(ModelReference model, FaultCounts counts)
    {
        if (FaultCatalog.Find(model.Id) is { } fault)
        {
            return new ServedModel(model, counts.Happens(model) ? fault : null);
        }

        return KnownModels.Find(model.Id) is null ? null : new ServedModel(model, null);
    }
}
