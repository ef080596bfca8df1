using System;
using System.Text.Json;
using OfoxPS.Gateway.Http;
using OfoxPS.Gateway.Images;

namespace OfoxPS.Gateway.Validation;

internal static class ImagePartCheck
{
    private const int LargestImage = 20 * 1024 * 1024;

    public static void Check(JsonElement image, string path)
    {
        Take.Object(image, path);
        string url = Take.RequiredString(image, "url", $"{path}.url");
        if (Take.Optional(image, "detail") is { } detail)
        {
            Take.OneOf(detail, $"{path}.detail", "auto", "low", "high");
        }

        if (DataUrl.IsDataUrl(url))
        {
            CheckData(url, $"{path}.url");
        }
        else if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
        {
            throw Bad($"{path}.url", "expected an http or https URL, or a data URL with base64.");
        }
    }

    private static void CheckData(string url, string path)
    {
        if (!DataUrl.TryParse(url, out DataUrl? data))
        {
            throw Bad(path, "the data URL is not 'data:image/...;base64,' followed by valid base64.");
        }

        if (data.Bytes.Length > LargestImage)
        {
            throw Bad(path, "the image is larger than 20 MB.");
        }

        ImageFacts facts = ImageProbe.Read(data.Bytes)
            ?? throw Bad(path, "unsupported image. The bytes must be one of the following formats: png, jpeg, gif, webp.");
        if (!string.Equals(data.Mime, facts.Mime, StringComparison.OrdinalIgnoreCase))
        {
            throw Bad(path, $"the media type '{data.Mime}' does not match the bytes, which are {facts.Mime}.");
        }
    }

    private static RequestRejectedException Bad(string path, string why) =>
        Reject.With(path, "invalid_image_url", $"Invalid image in '{path}': {why}");
}
