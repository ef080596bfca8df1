using System;
using System.Text;
using System.Threading.Tasks;
using OfoxPS.Gateway.Chat;
using OfoxPS.Gateway.Http;
using OfoxPS.Gateway.Streaming;

namespace OfoxPS.Gateway.Faults;

/// <summary>Half of an answer that is not a stream.</summary>
internal static class HalfBody
{
    public static async Task SendAsync(ChatReply reply, StreamEnding ending)
    {
        Exchange exchange = reply.Exchange;
        byte[] bytes = Encoding.UTF8.GetBytes(WireJson.Text(reply.Completion()));
        exchange.Begin(200, "application/json");
        if (ending != StreamEnding.Complete)
        {
            // With the length announced, what is missing cannot be taken for the end.
            exchange.Http.Response.ContentLength = bytes.Length;
        }

        await exchange.Http.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), exchange.HungUp);
        await exchange.Http.Response.Body.FlushAsync(exchange.HungUp);
        switch (ending)
        {
            case StreamEnding.Reset:
                exchange.Reset();
                break;
            case StreamEnding.Stall:
                await exchange.WaitForHangUpAsync();
                break;
            default:
                await exchange.CompleteAsync();
                break;
        }
    }
}
