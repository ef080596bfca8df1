using System.Text.Json.Nodes;
using OfoxPS.Gateway.Chat;

namespace OfoxPS.Gateway.Answers;

/// <summary>Fields no document names, with values that are easily damaged: depth, numbers beyond a double, every JSON type.</summary>
internal static class UnknownFields
{
    public const string Name = "x_gateway";

    private const string Value =
        """{"nested":{"deeper":{"list":[1,"two",null,true,{"three":3}]}},"big":123456789012345678901234567890,"long":9007199254740993"""
            + ""","decimal":0.1000000000000000055511151231257827,"small":1e-7,"text":"ünknöwn 🦊","flag":false,"none":null}""";

    public static JsonObject Add(ChatReply reply, JsonObject json)
    {
        if (reply.Options.Unknown)
        {
            json[Name] = JsonNode.Parse(Value);
        }

        return json;
    }
}
