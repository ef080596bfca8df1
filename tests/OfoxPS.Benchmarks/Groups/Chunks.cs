using System;
using System.ClientModel;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using OfoxPS.Bare;
using OfoxPS.Benchmarks.Measuring;
using OpenAI;
using OpenAI.Chat;

namespace OfoxPS.Benchmarks.Groups;

/// <summary>A stream of many small chunks, thrown away or kept.</summary>
internal static class Chunks
{
    public const int Count = 20_000;

    private const string Model = "chunks/20000";

    private static readonly string Body = $"{{\"model\":\"{Model}\",\"stream\":true,\"messages\":[{{\"role\":\"user\",\"content\":\"hi\"}}]}}";

    public static IReadOnlyList<Contender> Thrown(Session session, string address)
    {
        Uri uri = new(address + "/chat/completions");
        ChatClient official = new(Model, new ApiKeyCredential("sk-bench"), new OpenAIClientOptions { Endpoint = new Uri(address) });
        long length = 0;
        return
        [
            new("bytes alone", () => Drain(uri)),
            new("bare loop", () => BareLoop.Stream(uri, Body, text => length += text?.Length ?? 0)),
            new("official client", () =>
            {
                foreach (StreamingChatCompletionUpdate update in official.CompleteChatStreaming([new UserChatMessage("hi")]))
                {
                    length += update.ContentUpdate.Count > 0 ? update.ContentUpdate[0].Text.Length : 0;
                }
            }),
            new("bare cmdlet", () => session.Run("param($u, $b) Receive-BareStream $u $b > $null", uri, Body)),
            new("Get-OfoxStream", () => session.Run($"Get-OfoxStream hi -Model {Model} > $null")),
            new("Invoke-OfoxChat -Stream", () => session.Run($"Invoke-OfoxChat hi -Model {Model} -Stream > $null")),
        ];
    }

    public static IReadOnlyList<Contender> Kept(Session session, string address)
    {
        Uri uri = new(address + "/chat/completions");
        return
        [
            new("bare cmdlet", () => session.Run("param($u, $b) $all = Receive-BareStream $u $b", uri, Body)),
            new("Get-OfoxStream", () => session.Run($"$all = Get-OfoxStream hi -Model {Model}")),
        ];
    }

    // As fast as the bytes can be had: what the server and the socket cost.
    private static void Drain(Uri uri)
    {
        using HttpRequestMessage request = BareLoop.Request(uri, Body);
        using HttpResponseMessage response = BareLoop.Http.Send(request, HttpCompletionOption.ResponseHeadersRead);
        using Stream stream = response.Content.ReadAsStream();
        byte[] buffer = new byte[64 * 1024];
        while (stream.Read(buffer) > 0)
        {
        }
    }
}
