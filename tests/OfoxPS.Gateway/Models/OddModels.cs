using System.Text.Json.Nodes;

namespace OfoxPS.Gateway.Models;

/// <summary>Entries as catalogues really hold them beside good ones.</summary>
internal static class OddModels
{
    private const string Json = """
        [
          {"id":"odd/bare"},
          {"id":"odd/nulls","name":null,"description":null,"context_length":null,"architecture":null,"pricing":null,"top_provider":null,"supported_parameters":null,"created":null},
          {"id":"odd/auto","name":"Auto","pricing":{"prompt":"-1","completion":"-1"},"context_length":-1},
          {"id":"odd/numbers","pricing":{"prompt":0.000001,"completion":2e-6},"context_length":8192.0,"created":"1735689600"},
          {"id":"odd/words","pricing":{"prompt":"free","completion":"NaN"},"context_length":"many","architecture":{"input_modalities":"text"}},
          {"id":"odd/absurd","pricing":{"prompt":"1e9","completion":"0.5"},"top_provider":{"max_completion_tokens":0}},
          {"id":"odd/free","pricing":{"prompt":"0","completion":"0"}},
          {"id":"odd/fee","pricing":{"prompt":"0.000001","completion":"0.000002","request":"0.005","web_search":"0.01","input_cache_write":"0.00000125"}},
          {"id":"odd/old","pricing":{"prompt":"0.000001","completion":"0.000002"},"expiration_date":"2020-01-02","is_deprecated":true,"x_more":{"a":[1]}},
          {"id":"odd/bare","name":"A second entry of the same id"},
          {"name":"no id"},
          {"id":""},
          {"id":17},
          "odd/text",
          null
        ]
        """;

    public static JsonArray All => JsonNode.Parse(Json)!.AsArray();
}
