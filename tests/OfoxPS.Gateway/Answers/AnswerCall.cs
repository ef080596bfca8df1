using System.Text.Json.Nodes;

namespace OfoxPS.Gateway.Answers;

/// <summary>A function the answer calls, or a custom tool, which has an input in place of arguments.</summary>
internal sealed record AnswerCall(string Id, string Name, string Arguments, bool IsCustom = false)
{
    private string Type => IsCustom ? "custom" : "function";

    private string Field => IsCustom ? "input" : "arguments";

    public JsonObject ToJson() => ToJson(Arguments);

    public JsonObject ToJson(string arguments) => new()
    {
        ["id"] = Id,
        ["type"] = Type,
        [Type] = new JsonObject { ["name"] = Name, [Field] = arguments },
    };

    /// <summary>What a later delta of it has.</summary>
    public JsonObject Piece(string fragment) => new() { [Type] = new JsonObject { [Field] = fragment } };
}
