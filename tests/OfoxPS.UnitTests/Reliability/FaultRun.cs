using System;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.Gateway.Wire;
using OfoxPS.UnitTests.Support;

namespace OfoxPS.UnitTests.Reliability;

/// <summary>Plays one fault over real sockets against the client as it ships.</summary>
internal static class FaultRun
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(5);

    public static async Task<Observation> PlayAsync(WireFault fault, bool stream, string gateway, bool keepText = true)
    {
        if (fault.Model is not null)
        {
            // Faults that end after some times are counted by the model's whole name.
            string own = fault.Model.Contains('?', StringComparison.Ordinal) ? $"{fault.Model}&case={stream}" : fault.Model;
            return await CallAsync(Options(fault, gateway), Request(fault, stream) with { Model = own }, null);
        }

        WireServer server = WireServer.Start(fault.Play ?? (static _ => Task.CompletedTask));
        await using (server)
        {
            if (fault.Closed)
            {
                await server.DisposeAsync();
            }

            return await CallAsync(
                Options(fault, BaseUri(fault, server), server) with { KeepText = keepText }, Request(fault, stream), fault.Closed ? null
                : server);
        }
    }

    private static string? Short(string? text) => text switch
    {
        null or "" => null,
        { Length: > 1_000 } => $"{text.Length / 1_048_576.0:0} MiB",
        _ => text,
    };

    private static string BaseUri(WireFault fault, WireServer server) =>
        fault.Proxy ? $"{(fault.Tls ? "https" : "http")}://gateway.test/v1"
        : fault.Host is not null ? $"https://{fault.Host}/v1"
        : fault.Tls ? server.TlsBaseUri
        : server.BaseUri;

    private static ChatRequest Request(WireFault fault, bool stream) => new()
    {
        Model = "asked/model",
        Messages = [new ChatMessage("user", fault.Model is null ? new string('a', fault.Upload) : "one two three")],
        Stream = stream,
    };

    private static CallOptions Options(WireFault fault, string baseUri, WireServer? server = null) => Ask.Options with
    {
        Endpoint = Endpoint.Of(new Uri(baseUri), allowUnencrypted: true),
        Proxy = fault.Proxy ? new Uri($"http://{server!.Endpoint}") : null,
        NoProxy = !fault.Proxy,
        ConnectionTimeout = TimeSpan.FromSeconds(fault.ConnectionSeconds),
        OperationTimeout = TimeSpan.FromSeconds(fault.SilenceSeconds),
        FinishTimeout = TimeSpan.FromSeconds(1),
        EmptyTimeout = TimeSpan.FromSeconds(fault.EmptySeconds),
        Timeout = fault.TotalSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };

    private static async Task<Observation> CallAsync(CallOptions options, ChatRequest request, WireServer? server)
    {
        CallResult result = await CallResult.EndAsync(new OfoxClient(options), request).WaitAsync(LongEnough);
        if (result.Error is null)
        {
            ChatCompletion answer = result.Completion;
            return new(new(Outcome.Answer, answer.Attempts), $"{answer.Content} {answer.Model}", answer.Content, server?.Connections);
        }

        OfoxException failure = result.Error as OfoxException
            ?? throw new InvalidOperationException("An error of another kind came out.", result.Error);
        return new(new(failure.Kind.ToString(), failure.Attempts, Short(failure.Completion?.Content)), failure.Message, null,
            server?.Connections);
    }
}
