using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace OfoxPS.Core.Catalog;

/// <summary>What the catalogue says against a request. Catalogues err, so it is told and the request is sent.</summary>
internal static class ModelCheck
{
    /// <param name="request">The request.</param>
    /// <param name="prices">The catalogue; null where there is none.</param>
    /// <param name="now">The time by which a model may have expired.</param>
    public static IEnumerable<string> Of(ChatRequest request, PriceList? prices, DateTimeOffset now)
    {
        if (prices?.Find(request.Model) is not { } model)
        {
            yield break;
        }

        if (model.ExpirationDate is { } date && date <= now)
        {
            yield return $"The catalogue says that {request.Model} is not served any more since {date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.";
        }

        if (model.InputModalities.Length > 0 && !model.InputModalities.Contains("image", StringComparer.OrdinalIgnoreCase)
            && request.Messages.Any(static message => message.Parts.Any(static part => part.Type == "image_url")))
        {
            yield return $"The catalogue says that {request.Model} takes no images, only {string.Join(", ", model.InputModalities)}.";
        }

        if (request.Tools.Count > 0 && Lacks(model, "tools"))
        {
            yield return $"The catalogue says that {request.Model} takes no tools.";
        }

        if (request.ResponseFormat is not null && Lacks(model, "response_format") && Lacks(model, "structured_outputs"))
        {
            yield return $"The catalogue says that {request.Model} takes no response_format.";
        }
    }

    private static bool Lacks(OfoxModel model, string parameter) =>
        model.SupportedParameters.Length > 0 && !model.SupportedParameters.Contains(parameter, StringComparer.OrdinalIgnoreCase);
}
