using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Net.Http;
using System.Threading.Tasks;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>Reads an open stream event by event.</summary>
internal sealed class EventReader : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage response;
    private readonly StreamReader reader;

    private EventReader(HttpResponseMessage response, Stream body)
    {
        this.response = response;
        reader = new StreamReader(body);
    }

    public static async Task<EventReader> OpenAsync(HttpResponseMessage response)
    {
        Stream body = await response.Content.ReadAsStreamAsync();
        bool zipped = response.Content.Headers.ContentEncoding.Contains("gzip");
        return new EventReader(response, zipped ? new GZipStream(body, CompressionMode.Decompress) : body);
    }

    public async Task<IReadOnlyList<string>> ReadAsync(int count)
    {
        List<string> events = [];
        while (events.Count < count && await reader.ReadLineAsync().WaitAsync(LongestWait) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                events.Add(line["data: ".Length..]);
            }
        }

        return events;
    }

    public Task<IReadOnlyList<string>> ReadToEndAsync() => ReadAsync(int.MaxValue);

    /// <summary>Disposing before the end hangs up.</summary>
    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
    }
}
