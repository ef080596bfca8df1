using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;

namespace OfoxPS.FrameworkTests.Faults;

/// <summary>A row of the gateway's catalog, and what it says must come of a call.</summary>
internal sealed record Fault(JsonElement Row)
{
    private static readonly Lazy<IReadOnlyList<Fault>> Lazy = new(Read);

    /// <summary>Every fault, and the gateway's rows that are no fault.</summary>
    public static IReadOnlyList<Fault> All => Lazy.Value;

    public string Name => Text("name")!;

    public string Says => Text("says")!;

    public string? Model => Text("model");

    public string? Host => Text("host");

    public bool Tls => Row.GetProperty("tls").GetBoolean();

    public bool Proxy => Row.GetProperty("proxy").GetBoolean();

    public bool Closed => Row.GetProperty("closed").GetBoolean();

    /// <summary>It sends megabytes.</summary>
    public bool Large => Row.GetProperty("large").GetBoolean();

    public int Upload => Row.GetProperty("upload").GetInt32();

    public TimeSpan ConnectionTimeout => Seconds("connectionSeconds")!.Value;

    public TimeSpan OperationTimeout => Seconds("silenceSeconds")!.Value;

    public TimeSpan EmptyTimeout => Seconds("emptySeconds")!.Value;

    public TimeSpan? Timeout => Seconds("totalSeconds");

    /// <summary>The result, the tries, and the text that is kept; null where the row says nothing of such a request.</summary>
    public (string Result, int Tries, string? Keeps)? Expected(bool stream)
    {
        JsonElement outcome = Row.GetProperty(stream ? "streamed" : "whole");
        return outcome.ValueKind == JsonValueKind.Null ? null
            : (outcome.GetProperty("result").GetString()!, outcome.GetProperty("tries").GetInt32(),
                outcome.GetProperty("keeps").GetString());
    }

    private static IReadOnlyList<Fault> Read() =>
        [.. Task.Run(static () => GatewayProcess.AskAsync(HttpMethod.Get, "wire")).GetAwaiter().GetResult().EnumerateArray()
            .Select(static row => new Fault(row))];

    private string? Text(string field) => Row.GetProperty(field).GetString();

    private TimeSpan? Seconds(string field) =>
        Row.GetProperty(field) is { ValueKind: JsonValueKind.Number } number ? TimeSpan.FromSeconds(number.GetDouble()) : null;
}
