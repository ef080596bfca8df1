using System.Text.Json.Nodes;

namespace OfoxPS.Gateway.Http;

/// <summary>An error as the gateway documents it.</summary>
internal sealed record ApiError(int Status, string Type, string? Code, string Message, string? Param = null)
{
    public static ApiError Invalid(string? param, string code, string message) =>
        new(400, "invalid_request_error", code, message, param);

    public static ApiError UnknownModel(string id) =>
        new(404, "not_found_error", "model_not_found", $"The model `{id}` does not exist");

    public JsonObject ToJson()
    {
        JsonObject error = new() { ["code"] = Code, ["message"] = Message };
        if (Param is not null)
        {
            error["param"] = Param;
        }

        error["type"] = Type;
        return new JsonObject { ["error"] = error };
    }
}
