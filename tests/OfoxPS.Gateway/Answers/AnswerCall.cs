using System.Text.Json.Nodes;

namespace OfoxPS.Gateway.Answers;

/// <summary>A function the answer calls.</summary>
internal sealed record AnswerCall(string Id, string Name, string Arguments)
{
    public JsonObject ToJson() => ToJson(Arguments);

    public JsonObject ToJson(string arguments) => new()
    {
        ["id"] = Id,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = Name, ["arguments"] = arguments },
    };
}
