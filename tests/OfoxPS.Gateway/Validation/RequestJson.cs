using System;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Unicode;
using OfoxPS.Gateway.Http;

namespace OfoxPS.Gateway.Validation;

/// <summary>The body as JSON: an object in UTF-8, no field twice.</summary>
internal static class RequestJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static JsonDocument Parse(string? contentType, byte[] body)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            || !string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw Bad("invalid_content_type", $"Invalid content-type: expected 'application/json', got '{contentType}'.");
        }

        if (!Utf8.IsValid(body))
        {
            throw Bad("invalid_json", "The body is not valid UTF-8.");
        }

        try
        {
            JsonDocument document = JsonDocument.Parse(body, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document
                : throw Bad("invalid_json", "The body must be a JSON object.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Bad("invalid_json", $"We could not parse the JSON body of your request. {exception.Message}");
        }
    }

    private static RequestRejectedException Bad(string code, string message) => new(ApiError.Invalid(null, code, message));
}
