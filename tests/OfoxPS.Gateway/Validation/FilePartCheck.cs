using System.Text.Json;
using OfoxPS.Gateway.Documents;
using OfoxPS.Gateway.Http;
using OfoxPS.Gateway.Images;

namespace OfoxPS.Gateway.Validation;

internal static class FilePartCheck
{
    private const int LargestFile = 50 * 1024 * 1024;

    public static void Check(JsonElement file, string path)
    {
        Take.Object(file, path);
        if (Take.Optional(file, "file_id") is not null)
        {
            Take.RequiredString(file, "file_id", $"{path}.file_id");
            return;
        }

        Take.RequiredString(file, "filename", $"{path}.filename");
        string url = Take.RequiredString(file, "file_data", $"{path}.file_data");
        if (!DataUrl.TryParse(url, out DataUrl? data) || data.Mime != "application/pdf")
        {
            throw Bad($"{path}.file_data", "expected a base64-encoded data URL with the MIME type application/pdf.");
        }

        if (data.Bytes.Length > LargestFile)
        {
            throw Bad($"{path}.file_data", "the file is larger than 50 MB.");
        }

        if (PdfProbe.Pages(data.Bytes) is null)
        {
            throw Bad($"{path}.file_data", "the file is no PDF, or has no pages.");
        }
    }

    private static RequestRejectedException Bad(string path, string why) =>
        Reject.With(path, "invalid_file", $"Invalid file in '{path}': {why}");
}
