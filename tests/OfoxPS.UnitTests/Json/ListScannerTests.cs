using System.Collections.Generic;
using System.Linq;
using OfoxPS.Core.Json;
using Xunit;

namespace OfoxPS.UnitTests.Json;

public sealed class ListScannerTests
{
    [Theory]
    [InlineData("[1,2,3]", "1", "2", "3")]
    [InlineData("{\"value\":[1, 2 ,3 ]}", "1", "2", "3")]
    [InlineData(" {\n \"a \\\" b\" : [ {\"x\":[1,{\"y\":\"]}\"}]} , {} ] , \"more\": [9]}", "{\"x\":[1,{\"y\":\"]}\"}]}", "{}")]
    [InlineData("```json\n[\"a, b]\", \"c \\\"d\\\" }\", \"\", \"\\\\\"]\n```", "\"a, b]\"", "\"c \\\"d\\\" }\"", "\"\"", "\"\\\\\"")]
    [InlineData("[[1,2],[],[3]]", "[1,2]", "[]", "[3]")]
    [InlineData("[true,null,-1.5e3]", "true", "null", "-1.5e3")]
    [InlineData("[]")]
    [InlineData("{\"value\":{\"a\":[1]}}")]
    [InlineData("{\"value\":5,\"list\":[1]}")]
    [InlineData("Here: [1,2]")]
    [InlineData("")]
    public void Items_are_found_wherever_the_text_is_cut(string text, params string[] items)
    {
        Assert.Equal(items, Scan(text));
        Assert.Equal(items, Scan([.. text.Select(static c => c.ToString())]));
        for (int at = 1; at < text.Length; at++)
        {
            Assert.Equal(items, Scan(text[..at], text[at..]));
        }
    }

    [Theory]
    [InlineData("[{\"a\":1}", "{\"a\":1}")]
    [InlineData("[\"ab\"", "\"ab\"")]
    [InlineData("[12")]
    [InlineData("[12,", "12")]
    [InlineData("{\"value\": [{\"a\": {\"b\": 1}")]
    public void An_item_is_given_when_it_is_complete_and_not_before(string text, params string[] items) => Assert.Equal(items, Scan(text));

    [Theory]
    [InlineData("[1,2]", true)]
    [InlineData(" {\"value\": [1, {\"a\":[]}, \"]\" ] } ", true)]
    [InlineData("```json\n[[],{}]\n```", true)]
    [InlineData("[1,2,]", true)]
    [InlineData("[1,2", false)]
    [InlineData("{\"value\":[1,2]", false)]
    [InlineData("[1,,2]", false)]
    [InlineData("[,1]", false)]
    [InlineData("[1 2]", false)]
    [InlineData("[{} {}]", false)]
    [InlineData("[\"a\"\"b\"]", false)]
    [InlineData("[1]}", false)]
    [InlineData("[1] and more", false)]
    [InlineData("[1][2]", false)]
    [InlineData("{\"value\":[1],\"more\":2}", false)]
    [InlineData("[1]`", false)]
    public void Only_a_list_of_correct_JSON_with_nothing_beside_it_is_whole(string text, bool isWhole)
    {
        ListScanner scanner = new();
        _ = scanner.Add(text).Count();

        Assert.Equal(isWhole, scanner.IsComplete);
    }

    private static List<string> Scan(params string[] pieces)
    {
        ListScanner scanner = new();
        return [.. pieces.SelectMany(piece => scanner.Add(piece))];
    }
}
