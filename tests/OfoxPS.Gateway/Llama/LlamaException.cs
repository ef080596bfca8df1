using System;
using System.Text.Json.Nodes;

namespace OfoxPS.Gateway.Llama;

/// <summary>Ends a request with an error as llama-server writes it: its code is the status, as a number.</summary>
internal sealed class LlamaException(int status, string type, string message) : Exception(message)
{
    /// <summary>What it says until its model is there.</summary>
    public static LlamaException Loading => new(503, "unavailable_error", "Loading model");

    public int Status { get; } = status;

    /// <summary>Fields beside those that every error has.</summary>
    public (string Name, int Value)[] More { get; init; } = [];

    public JsonObject ToJson()
    {
        JsonObject error = new() { ["code"] = Status, ["message"] = Message, ["type"] = type };
        foreach ((string name, int value) in More)
        {
            error[name] = value;
        }

        return new JsonObject { ["error"] = error };
    }
}
