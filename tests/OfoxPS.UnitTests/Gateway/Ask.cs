using System.Text.Json.Nodes;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>Requests for the gateway's tests.</summary>
internal static class Ask
{
    /// <summary>A prompt, with other fields (a JSON object's text) laid over it.</summary>
    public static JsonObject For(string prompt, string model = "openai/gpt-4o", string more = "{}")
    {
        JsonObject request = new()
        {
            ["model"] = model,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = prompt }),
        };
        foreach ((string name, JsonNode? value) in JsonNode.Parse(more)!.AsObject())
        {
            request[name] = value?.DeepClone();
        }

        return request;
    }

    public static JsonObject Stream(string prompt, string model = "openai/gpt-4o", string more = "{}")
    {
        JsonObject request = For(prompt, model, more);
        request["stream"] = true;
        return request;
    }

    public static string Tool(
        string name, string parameters = """{"type":"object","properties":{"Name":{"type":"string"}},"required":["Name"]}""") =>
        $$$"""{"type":"function","function":{"name":"{{{name}}}","parameters":{{{parameters}}}}}""";

    public static string Tools(params string[] names) =>
        $$"""{"tools":[{{string.Join(',', System.Array.ConvertAll(names, name => Tool(name)))}}]}""";
}
