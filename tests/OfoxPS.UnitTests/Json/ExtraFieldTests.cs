using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using OfoxPS.Core.Text;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>The fields of -ExtraBody in a request's JSON: any value, and what they replace.</summary>
public sealed class ExtraFieldTests
{
    private const string Start = """{"model":"asked/model","messages":[{"role":"user","content":"hi"}]""";

    [Theory]
    [InlineData("""{"x":1}""")]
    [InlineData("""{"stop":["a","b"]}""")]
    [InlineData("""{"seed":9223372036854775807}""")]
    [InlineData("""{"big":123456789012345678901234567890}""")]
    [InlineData("""{"exact":0.12345678901234567890}""")]
    [InlineData("""{"yes":true,"no":false}""")]
    [InlineData("""{"a":{"b":{"c":[[1,[2,{"d":"日本 + 🦊"}]]]}}}""")]
    [InlineData("""{"empty":{},"none":[]}""")]
    [InlineData("""{"":"an empty name","a \"b\"":1}""")]
    public void Any_other_field_arrives_unharmed(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);

        string written = Ask.Json(Ask.Plain with { Extra = JsonTree.ObjectFrom(document.RootElement) });

        Assert.Equal(Start + "," + json[1..], written);
    }

    public static TheoryData<object, string> Values => new()
    {
        { (byte)1, "1" },
        { (sbyte)-1, "-1" },
        { (short)-2, "-2" },
        { (ushort)2, "2" },
        { 3u, "3" },
        { ulong.MaxValue, "18446744073709551615" },
        { long.MinValue, "-9223372036854775808" },
        { 0.1f, "0.1" },
        { 1.10m, "1.10" },
        { decimal.MaxValue, "79228162514264337593543950335" },
        { BigInteger.Pow(10, 40), "1" + new string('0', 40) },
        { double.MaxValue, "1.7976931348623157E+308" },
        { 'c', "\"c\"" },
        { DayOfWeek.Friday, "\"Friday\"" },
        { new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "\"2026-01-02T03:04:05.0000000Z\"" },
        { new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), "\"2026-01-02T03:04:05.0000000+02:00\"" },
        { Guid.Empty, "\"00000000-0000-0000-0000-000000000000\"" },
        { new Uri("https://x/y?z=1&w=2"), "\"https://x/y?z=1&w=2\"" },
        { new Dictionary<string, object?> { ["a"] = null }, """{"a":null}""" },
        { new List<object?> { 1, "b", null }, """[1,"b",null]""" },
        { new ArrayList { new Hashtable { [1] = 2 } }, """[{"1":2}]""" },
        { JsonDocument.Parse("""{"a": [1.50, "\u00e9"]}""").RootElement, """{"a":[1.50,"é"]}""" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_of_NET(object value, string json) => Assert.Equal(
        Start + $$""","x":{{json}}}""", Ask.Json(Ask.Plain with { Extra = new OrderedDictionary { ["x"] = value } }));

    [Fact]
    public void Five_hundred_levels_are_written()
    {
        object value = "deep";
        for (int level = 0; level < 500; level++)
        {
            value = level % 2 == 0 ? new object[] { value } : new Hashtable { ["a"] = value };
        }

        string written = Ask.Json(Ask.Plain with { Extra = new Hashtable { ["x"] = value } });

        Assert.Equal(250, written.Count(static c => c == '[') - 1);
        Assert.Contains("[\"deep\"]", written, StringComparison.Ordinal);
    }

    [Fact]
    public void An_extra_field_replaces_a_typed_one_and_stands_once()
    {
        string written = Ask.Json(Ask.Streamed with { Temperature = 1, Extra = new Hashtable { ["temperature"] = 0.25 } });

        Assert.Equal(Start + ""","temperature":0.25,"stream":true,"stream_options":{"include_usage":true}}""", written);
    }

    [Fact]
    public void Null_takes_a_field_out()
    {
        string written = Ask.Json(
            Ask.Streamed with
            {
                Temperature = 1,
                Extra = new Hashtable { ["temperature"] = null, ["stream_options"] = null, ["other"] = null }
            });

        Assert.Equal(Start + ""","stream":true}""", written);
    }

    [Fact]
    public void An_object_is_merged_with_ours()
    {
        OrderedDictionary more = new()
        {
            ["stream_options"] = new Hashtable { ["include_obfuscation"] = false },
            ["provider"] = new OrderedDictionary { ["routing"] = null, ["order"] = new OrderedDictionary { ["b"] = 2 } },
        };
        OrderedDictionary provider = new() { ["routing"] = "cost", ["order"] = new Hashtable { ["a"] = 1 } };

        string written = Ask.Json(Ask.Streamed with { Provider = provider, Extra = more });

        Assert.Equal(
            Start + ""","stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false},"provider":{"order":{"a":1"""
            + ""","b":2}}}""", written);
        Assert.Equal("cost", provider["routing"]);
    }

    [Theory]
    [InlineData("model", "other/model")]
    [InlineData("messages", "none")]
    public void An_extra_field_replaces_the_first_two_as_well(string name, string value)
    {
        string written = Ask.Json(Ask.Plain with { Extra = new Hashtable { [name] = value } });

        using JsonDocument document = JsonDocument.Parse(written);
        JsonProperty field = Assert.Single(document.RootElement.EnumerateObject(), field => field.Name == name);
        Assert.Equal(value, field.Value.GetString());
    }
}
