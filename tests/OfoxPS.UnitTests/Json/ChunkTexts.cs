namespace OfoxPS.UnitTests.Json;

/// <summary>A chunk and a whole answer, as servers send them.</summary>
internal static class ChunkTexts
{
    public const string Chunk =
        """{"id":"c1","object":"chat.completion.chunk","created":1700000000,"model":"openai/gpt-4o","system_fingerprint":"fp","choices":"""
            + """[{"index":0,"delta":{"role":"assistant","content":"a \"b\" é 🦊","refusal":null},"logprobs":null,"finish_reason":null}]"""
            + ""","usage":null,"obfuscation":"xyz"}""";

    public const string Whole =
        """{"id":"c1","object":"chat.completion","created":1700000000,"model":"openai/gpt-4o","choices":[{"index":0,"message":"""
            + """{"role":"assistant","content":"a \"b\" é 🦊","refusal":null,"annotations":[],"reasoning_content":"hm"},"logprobs":null"""
            + ""","finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10,"prompt_tokens_details":"""
            + """{"cached_tokens":4}},"service_tier":"default"}""";
}
