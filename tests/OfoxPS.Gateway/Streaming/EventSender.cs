using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Text;
using System.Threading.Tasks;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Http;

namespace OfoxPS.Gateway.Streaming;

/// <summary>Sends events one by one and stops at once when nobody listens any more.</summary>
internal static class EventSender
{
    public static async Task SendAsync(ChatReply reply, IEnumerable<StreamEvent> events, StreamEnding ending)
    {
        Exchange exchange = reply.Exchange;
        exchange.Headers.CacheControl = "no-cache";
        exchange.Begin(200, "text/event-stream; charset=utf-8");
        Stream body = exchange.Http.Response.Body;
        if (reply.Options.Gzip)
        {
            exchange.Headers.ContentEncoding = "gzip";
            body = new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true);
        }

        await exchange.Http.Response.Body.FlushAsync(exchange.HungUp);
        await SendAsync(reply, events, body);
        await EndAsync(exchange, body, ending);
    }

    private static async Task SendAsync(ChatReply reply, IEnumerable<StreamEvent> events, Stream body)
    {
        Exchange exchange = reply.Exchange;
        int pace = reply.Options.Pace > 0 ? reply.Options.Pace : exchange.State.Pace;
        await HoldAsync(reply);
        foreach (StreamEvent item in events)
        {
            if (item.IsContent && pace > 0)
            {
                await Task.Delay(pace, exchange.HungUp);
            }

            // Kestrel swallows what is written to a closed connection: only the token tells.
            exchange.HungUp.ThrowIfCancellationRequested();
            await body.WriteAsync(Encoding.UTF8.GetBytes(item.Wire), exchange.HungUp);
            await body.FlushAsync(exchange.HungUp);
            if (item.IsData)
            {
                exchange.Entry.CountChunk();
                await HoldAsync(reply);
            }
        }
    }

    private static Task HoldAsync(ChatReply reply) => reply.Exchange.Entry.ChunksSent == reply.Options.Hold
        ? reply.Released.WaitAsync(reply.Exchange.HungUp)
        : Task.CompletedTask;

    private static async Task EndAsync(Exchange exchange, Stream body, StreamEnding ending)
    {
        switch (ending)
        {
            case StreamEnding.Complete:
                if (body is GZipStream)
                {
                    await body.DisposeAsync();
                }

                await exchange.CompleteAsync();
                break;
            case StreamEnding.Reset:
                // A reset overtakes what a proxy or the client has not read yet.
                await Task.Delay(100, exchange.HungUp);
                exchange.Reset();
                break;
            case StreamEnding.Stall:
                await exchange.WaitForHangUpAsync();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(ending));
        }
    }
}
