using System.IO;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace OfoxPS.Gateway.Http;

internal static class BodyReader
{
    /// <summary>Reads the whole body and keeps count, so that the log knows how far an upload came that was given up.</summary>
    public static async Task<byte[]> ReadAsync(Exchange exchange)
    {
        using MemoryStream body = new();
        byte[] buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await exchange.Http.Request.Body.ReadAsync(buffer, exchange.HungUp)) > 0)
            {
                body.Write(buffer, 0, read);
                exchange.Entry.BytesReceived += read;
            }
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new RequestRejectedException(TooLarge);
        }
        finally
        {
            exchange.Entry.SetBody(body.ToArray());
        }

        return body.ToArray();
    }

    public static ApiError TooLarge { get; } =
        new(413, "invalid_request_error", "request_too_large", "The request body is larger than 50 MiB");
}
