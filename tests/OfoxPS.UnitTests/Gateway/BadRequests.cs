using System.Collections.Generic;
using Xunit;

namespace OfoxPS.UnitTests.Gateway;

/// <summary>Requests the gateway refuses: the field its message names, and what is laid over a good request.</summary>
public static class BadRequests
{
    public static TheoryData<string, string> Fields => new()
    {
        { "model", """{"model":""}""" },
        { "model", """{"model":4}""" },
        { "messages", """{"messages":[]}""" },
        { "messages", """{"messages":"hello"}""" },
        { "messages[0]", """{"messages":["hello"]}""" },
        { "messages[0].role", """{"messages":[{"content":"x"}]}""" },
        { "messages[0].role", """{"messages":[{"role":"robot","content":"x"}]}""" },
        { "messages[0].content", """{"messages":[{"role":"user"}]}""" },
        { "messages[0].content", """{"messages":[{"role":"user","content":null}]}""" },
        { "messages[0].content", """{"messages":[{"role":"assistant","content":null}]}""" },
        { "messages[0].content", """{"messages":[{"role":"user","content":7}]}""" },
        { "messages[0].content", """{"messages":[{"role":"user","content":[]}]}""" },
        { "messages[0].content[0]", """{"messages":[{"role":"user","content":["x"]}]}""" },
        { "messages[0].content[0].type", """{"messages":[{"role":"user","content":[{"type":"video","text":"x"}]}]}""" },
        { "messages[0].content[0].text", """{"messages":[{"role":"user","content":[{"type":"text"}]}]}""" },
        { "messages[0].name", """{"messages":[{"role":"user","content":"x","name":"two words"}]}""" },
        { "messages[0].name", """{"messages":[{"role":"user","content":"x","name":""}]}""" },
        { "temperature", """{"temperature":2.1}""" },
        { "temperature", """{"temperature":-0.1}""" },
        { "temperature", """{"temperature":"1"}""" },
        { "top_p", """{"top_p":1.01}""" },
        { "frequency_penalty", """{"frequency_penalty":-2.5}""" },
        { "presence_penalty", """{"presence_penalty":3}""" },
        { "max_tokens", """{"max_tokens":0}""" },
        { "max_tokens", """{"max_tokens":1.5}""" },
        { "max_completion_tokens", """{"max_completion_tokens":"5"}""" },
        { "n", """{"n":0}""" },
        { "n", """{"n":9}""" },
        { "seed", """{"seed":1.5}""" },
        { "stop", """{"stop":5}""" },
        { "stop", """{"stop":["a","b","c","d","e"]}""" },
        { "stop", """{"stop":["a",1]}""" },
        { "stream", """{"stream":"true"}""" },
        { "stream_options", """{"stream_options":{"include_usage":true}}""" },
        { "stream_options.include_usage", """{"stream":true,"stream_options":{"include_usage":1}}""" },
        { "metadata.a", """{"metadata":{"a":1}}""" },
        { "reasoning_effort", """{"reasoning_effort":"huge"}""" },
        { "provider", """{"provider":"latency"}""" },
        { "provider.routing", """{"provider":{"routing":"fast"}}""" },
        { "provider.fallback", """{"provider":{"fallback":"openai/gpt-4o"}}""" },
        { "provider.fallback[1]", """{"provider":{"fallback":["openai/gpt-4o",1]}}""" },
        { "response_format", """{"response_format":"json"}""" },
        { "response_format.type", """{"response_format":{"type":"xml"}}""" },
        { "response_format.type", """{"response_format":{"type":"json_object"}}""" },
    };

    public static TheoryData<string, string> Images => new()
    {
        { "filename", """{"type":"file","file":{"file_data":"data:application/pdf;base64,JVBERi0="}}""" },
        { "no PDF", """{"type":"file","file":{"filename":"a","file_data":"data:application/pdf;base64,aGVsbG8="}}""" },
        { "application/pdf", """{"type":"file","file":{"filename":"a","file_data":"data:image/png;base64,aGVsbG8="}}""" },
        { "format", """{"type":"input_audio","input_audio":{"data":"aGVsbG8="}}""" },
        { "could not be read", """{"type":"input_audio","input_audio":{"data":"aGVsbG8=","format":"wav"}}""" },
        { "not a data URL", """{"type":"input_audio","input_audio":{"data":"data:audio/wav;base64,aGVsbG8=","format":"wav"}}""" },
        { "url", """{"type":"image_url","image_url":{}}""" },
        { "image_url", """{"type":"image_url","image_url":"https://example.com/a.png"}""" },
        { "url", """{"type":"image_url","image_url":{"url":"file:///tmp/a.png"}}""" },
        { "url", """{"type":"image_url","image_url":{"url":"a.png"}}""" },
        { "url", """{"type":"image_url","image_url":{"url":"data:image/png,abc"}}""" },
        { "url", """{"type":"image_url","image_url":{"url":"data:image/png;base64,%%%"}}""" },
        { "url", """{"type":"image_url","image_url":{"url":"data:image/png;base64,"}}""" },
        { "url", """{"type":"image_url","image_url":{"url":"data:image/png;base64,aGVsbG8="}}""" },
        { "url", """{"type":"image_url","image_url":{"url":"data:image/png;base64,AA AA"}}""" },
        { "image/jpeg", $$$"""{"type":"image_url","image_url":{"url":"{{{TestImages.DataUrl("image/jpeg", TestImages.Png(1, 1))}}}"}}""" },
        { "detail", """{"type":"image_url","image_url":{"url":"https://example.com/a.png","detail":"medium"}}""" },
    };

    public static TheoryData<string, string> Schemas => new()
    {
        { "schema.type", """{"type":"array","items":{"type":"string"}}""" },
        { "schema.type", """{"properties":{}}""" },
        { "schema.properties.a.type", """{"type":"object","properties":{"a":{"type":"text"}}}""" },
        { "schema.properties.a.items", """{"type":"object","properties":{"a":{"type":"array"}}}""" },
        { "schema.properties.a.enum", """{"type":"object","properties":{"a":{"enum":[]}}}""" },
        { "schema.properties.a.anyOf", """{"type":"object","properties":{"a":{"anyOf":[]}}}""" },
        { "schema.properties.a.$ref", """{"type":"object","properties":{"a":{"$ref":"#/$defs/nowhere"}}}""" },
        { "schema.required", """{"type":"object","properties":{"a":{"type":"string"}},"required":"a"}""" },
    };

    public static TheoryData<string, string> StrictSchemas => new()
    {
        { "schema.additionalProperties", """{"type":"object","properties":{},"required":[]}""" },
        { "schema.additionalProperties", """{"type":"object","properties":{},"required":[],"additionalProperties":true}""" },
        { "schema.required", """{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}""" },
        { "Missing 'b'",
            """{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"required":["a"]"""
            + ""","additionalProperties":false}""" },
        {
            "schema.properties.a.additionalProperties",
            """{"type":"object","properties":{"a":{"type":"object","properties":{}}},"required":["a"],"additionalProperties":false}"""
        },
        {
            "schema.properties.a.items.additionalProperties",
            """{"type":"object","properties":{"a":{"type":"array","items":{"type":"object"}}},"required":["a"]"""
                + ""","additionalProperties":false}"""
        },
        {
            "schema.properties.a.default",
            """{"type":"object","properties":{"a":{"type":"string","default":"x"}},"required":["a"],"additionalProperties":false}"""
        },
    };

    public static TheoryData<string, string> Tools => new()
    {
        { "tools", """{"tools":[]}""" },
        { "tools", """{"tools":{}}""" },
        { "tools[0].type", """{"tools":[{"type":"browser","function":{"name":"a"}}]}""" },
        { "tools[0].function", """{"tools":[{"type":"function"}]}""" },
        { "tools[0].function.name", """{"tools":[{"type":"function","function":{}}]}""" },
        { "tools[0].function.name", """{"tools":[{"type":"function","function":{"name":"Mod\\Get-It"}}]}""" },
        { "tools[0].function.parameters.type", """{"tools":[{"type":"function","function":{"name":"a","parameters":{}}}]}""" },
        { "tools[0].function.parameters", """{"tools":[{"type":"function","function":{"name":"a","parameters":null}}]}""" },
        { "tools[0].function.parameters.additionalProperties",
            """{"tools":[{"type":"function","function":{"name":"a","strict":true,"parameters":{"type":"object"}}}]}""" },
        { "duplicate tool name 'a'",
            """{"tools":[{"type":"function","function":{"name":"a"}},{"type":"function","function":{"name":"a"}}]}""" },
        { "tool_choice", """{"tool_choice":"auto"}""" },
        { "tool_choice", """{"tools":[{"type":"function","function":{"name":"a"}}],"tool_choice":"any"}""" },
        { "tool_choice.function.name",
            """{"tools":[{"type":"function","function":{"name":"a"}}],"tool_choice":{"type":"function","function":{"name":"b"}}}""" },
        { "parallel_tool_calls", """{"parallel_tool_calls":false}""" },
    };

    public static TheoryData<string, string> Conversations => new()
    {
        { "messages[1].tool_call_id", """[{"role":"user","content":"x"},{"role":"tool","content":"y"}]""" },
        { "messages[1].tool_call_id", """[{"role":"user","content":"x"},{"role":"tool","tool_call_id":"c1","content":"y"}]""" },
        { "messages[1].tool_call_id", $$$"""[{{{Calls("c1")}}},{"role":"tool","tool_call_id":"c2","content":"y"}]""" },
        { "messages[2].tool_call_id", $$$"""[{{{Calls("c1")}}},{{{Answer("c1")}}},{{{Answer("c1")}}}]""" },
        { "must be followed by tool messages", $$$"""[{{{Calls("c1")}}},{"role":"user","content":"x"}]""" },
        { "must be followed by tool messages", $$$"""[{{{Calls("c1", "c2")}}},{{{Answer("c1")}}}]""" },
        { "did not have response messages: c2", $$$"""[{{{Calls("c1", "c2")}}},{{{Answer("c1")}}},{"role":"user","content":"x"}]""" },
        { "messages[0].tool_calls[1].id", $$$"""[{{{Calls("c1", "c1")}}},{{{Answer("c1")}}}]""" },
        { "messages[0].tool_calls", """[{"role":"assistant","content":"x","tool_calls":[]}]""" },
        { "messages[0].tool_calls", """[{"role":"user","content":"x","tool_calls":[{"id":"c1"}]}]""" },
        { "messages[0].tool_calls[0].function.arguments",
            """[{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"a","arguments":{}}}]}]""" },
        { "messages[0].content[0].type",
            """[{"role":"system","content":[{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]}]""" },
    };

    public static IEnumerable<object[]> Bodies =>
    [
        ["", "JSON"],
        ["hello", "JSON"],
        ["[]", "JSON object"],
        ["{\"model\":\"openai/gpt-4o\",}", "JSON"],
        ["{\"model\":\"openai/gpt-4o\",\"model\":\"openai/gpt-4o\"}", "model"],
        ["{\"model\":\"openai/gpt-4o\"}", "messages"],
        ["{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}", "model"],
        ["{\"model\":\"openai/gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"\\ud83e\"}]}", "Unicode"],
    ];

    private static string Calls(params string[] ids) =>
        $$"""{"role":"assistant","content":null,"tool_calls":[{{string.Join(',', System.Array.ConvertAll(ids, Call))}}]}""";

    private static string Call(string id) => $$$"""{"id":"{{{id}}}","type":"function","function":{"name":"a","arguments":"{}"}}""";

    private static string Answer(string id) => $$"""{"role":"tool","tool_call_id":"{{id}}","content":"y"}""";
}
