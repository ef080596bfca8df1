using System;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using OfoxPS.Core.Client;
using OfoxPS.UnitTests.Support;

namespace OfoxPS.FrameworkTests.Faults;

/// <summary>Plays one fault over real sockets against the client as Windows PowerShell loads it.</summary>
internal static class FaultRun
{
    // Nothing listens at port 9.
    private const string Nobody = "http://127.0.0.1:9/v1";

    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(1);

    public static async Task<(string Result, int Tries, string? Keeps, string Words)> PlayAsync(Fault fault, bool stream)
    {
        string wire = fault.Model is not null ? GatewayProcess.BaseUri : fault.Closed
            || fault.Host is not null ? Nobody : await StartWireAsync(fault.Name);
        Uri baseUri = new(
            fault.Proxy ? $"{(fault.Tls ? "https" : "http")}://gateway.test/v1"
            : fault.Host is not null ? $"https://{fault.Host}/v1"
            : fault.Tls ? $"https://localhost:{new Uri(wire).Port}/v1"
            : wire);
        CallOptions options = Ask.Options with
        {
            Endpoint = Endpoint.Of(baseUri, allowUnencrypted: true),
            Proxy = fault.Proxy ? new Uri(wire[..^"/v1".Length]) : null,
            NoProxy = !fault.Proxy,
            ConnectionTimeout = fault.ConnectionTimeout,
            OperationTimeout = fault.OperationTimeout,
            FinishTimeout = TimeSpan.FromSeconds(1),
            EmptyTimeout = fault.EmptyTimeout,
            Timeout = fault.Timeout,
        };
        ChatRequest request = new()
        {
            // Faults that end after some times are counted by the model's whole name.
            Model = fault.Model is not { } model ? "asked/model" : model.IndexOf('?') < 0 ? model : $"{model}&case=net472-{stream}",
            Messages = [new ChatMessage("user", fault.Model is null ? new string('a', fault.Upload) : "one two three")],
            Stream = stream,
        };
        CallResult result = await CallResult.EndAsync(new OfoxClient(options), request).WaitAsync(LongEnough);
        if (result.Error is null)
        {
            return ("the answer", result.Completion.Attempts, null, $"{result.Completion.Content} {result.Completion.Model}");
        }

        OfoxException failure = result.Error as OfoxException
            ?? throw new InvalidOperationException("An error of another kind came out.", result.Error);
        string? keeps = failure.Completion?.Content is { Length: > 0 } text ? text.Length > 1000 ? $"{text.Length / 1_048_576.0:0} MiB"
            : text : null;
        return (failure.Kind.ToString(), failure.Attempts, keeps, failure.Message);
    }

    private static async Task<string> StartWireAsync(string name)
    {
        JsonElement wire = await GatewayProcess.AskAsync(HttpMethod.Post, "wire/" + Uri.EscapeDataString(name));
        return wire.GetProperty("baseUri").GetString()!;
    }
}
