using System.Globalization;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Catalog;

/// <summary>What the catalogue says against a request. Catalogues err, so it is a warning, and the request is sent.</summary>
internal static class ModelCheck
{
    // The type of a content part, the modality that a model needs for it in the list of models, and its name in a message.
    private static readonly (string Type, string Modality, string Name)[] Modalities =
        [("image_url", "image", "images"), ("file", "file", "documents"), ("input_audio", "audio", "sound")];

    private const int MostShown = 3;

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
            yield return $"The catalogue says that {request.Model} is not served any more since "
                + $"{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.";
        }

        foreach ((string type, string modality, string what) in model.InputModalities.Length > 0 ? Modalities : [])
        {
            if (!model.InputModalities.Contains(modality, StringComparer.OrdinalIgnoreCase)
                && request.Messages.Any(message => message.Parts.Any(part => part.Type == type)))
            {
                yield return $"The catalogue says that {request.Model} takes no {what}, only "
                    + $"{Words.All(model.InputModalities)}.{Others(prices, model, modality)}";
            }
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

    /// <summary>
    /// Whether a model takes images: true unless the catalogue says that it takes none.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="prices">The catalogue; null where there is none.</param>
    public static bool TakesImages(string model, PriceList? prices) =>
        prices?.Find(model) is not { InputModalities.Length: > 0 } known
            || known.InputModalities.Contains("image", StringComparer.OrdinalIgnoreCase);

    // Those of the same owner come first.
    private static string Others(PriceList prices, OfoxModel model, string modality)
    {
        string owner = model.Id.Substring(0, model.Id.IndexOf('/') + 1);
        string[] others = [
            .. prices.Models.Where(other => other.InputModalities.Contains(modality, StringComparer.OrdinalIgnoreCase))
                .Select(static other => other.Id)
                .OrderBy(id => owner.Length > 0 && id.StartsWith(owner, StringComparison.Ordinal) ? 0 : 1).Take(MostShown)];
        return others.Length == 0 ? string.Empty : $" {Words.All(others)} {(others.Length == 1 ? "does" : "do")}.";
    }

    private static bool Lacks(OfoxModel model, string parameter) =>
        model.SupportedParameters.Length > 0 && !model.SupportedParameters.Contains(parameter, StringComparer.OrdinalIgnoreCase);
}
