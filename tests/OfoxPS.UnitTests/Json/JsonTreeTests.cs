using System.Collections.Specialized;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using OfoxPS.Core.Text;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>JSON as plain objects.</summary>
public sealed class JsonTreeTests
{
    public static TheoryData<string, object> Numbers => new()
    {
        { "0", 0L },
        { "-0", 0L },
        { "-5", -5L },
        { "9223372036854775807", long.MaxValue },
        { "9223372036854775808", BigInteger.Parse("9223372036854775808", CultureInfo.InvariantCulture) },
        { "-123456789012345678901234567890", BigInteger.Parse("-123456789012345678901234567890", CultureInfo.InvariantCulture) },
        { "0.1", 0.1 },
        { "1.5", 1.5 },
        { "1e3", 1000.0 },
        { "1E-7", 1e-7 },
        { "0.12345678901234567890", 0.12345678901234567890m },
        { "1.7976931348623157e308", double.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_has_the_kind_that_holds_it(string json, object number) => Assert.Equal(number, Of(json));

    [Fact]
    public void A_whole_number_of_very_many_digits_is_beyond_all_bounds()
    {
        Assert.IsType<BigInteger>(Of(new string('1', JsonTree.MaximumDigits)));
        Assert.Equal(double.PositiveInfinity, Of(new string('1', JsonTree.MaximumDigits + 1)));
        Assert.Equal(double.NegativeInfinity, Of("-1e999"));
    }

    [Theory]
    [InlineData("1e999", double.MaxValue)]
    [InlineData("-1e999", -double.MaxValue)]
    [InlineData("1.5", 1.5)]
    public void A_number_of_an_answer_can_be_written_again(string json, double number)
    {
        using JsonDocument document = JsonDocument.Parse(json);

        Assert.Equal(number, JsonTree.FromElement(document.RootElement, pieces: true));
    }

    [Fact]
    public void Values_of_other_kinds()
    {
        Assert.Equal("é🦊", Of("\"\\u00e9\\ud83e\\udd8a\""));
        Assert.Equal(true, Of("true"));
        Assert.Equal(false, Of("false"));
        Assert.Null(Of("null"));
        Assert.Equal([1L, "a", null], Assert.IsType<object?[]>(Of("""[1,"a",null]""")));
    }

    [Fact]
    public void An_object_keeps_its_order_and_the_case_of_its_names()
    {
        OrderedDictionary fields = Assert.IsType<OrderedDictionary>(Of("""{"b":1,"a":{"B":2},"A":3}"""));

        Assert.Equal("""{"b":1,"a":{"B":2},"A":3}""", Describe.Value(fields));
    }

    [Fact]
    public void Of_a_name_that_comes_twice_the_last_counts() => Assert.Equal("""{"a":2}""", Describe.Value(Of("""{"a":1,"a":2}""")));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData(" {} ", "{}")]
    [InlineData("", "null")]
    [InlineData("  ", "null")]
    [InlineData(null, "null")]
    [InlineData("[1]", "null")]
    [InlineData("\"a\"", "null")]
    [InlineData("1", "null")]
    [InlineData("null", "null")]
    [InlineData("{\"a\":", "null")]
    [InlineData("{} {}", "null")]
    [InlineData("{'a':1}", "null")]
    public void Arguments_are_an_object_or_nothing(string? text, string described) =>
        Assert.Equal(described, Describe.Value(new ChatToolCall { ArgumentsJson = text! }.Arguments));

    [Theory]
    [InlineData("{\"a\":\"\\ud83e\"}")]
    [InlineData("{\"\\ud83e\":1}")]
    [InlineData("{\"a\":\"HALF\"}")]
    public void Arguments_with_half_a_character_do_not_throw(string json)
    {
        // An attribute cannot hold half a character.
        string text = json.Replace("HALF", "\ud83e", System.StringComparison.Ordinal);
        OrderedDictionary? arguments = new ChatToolCall { ArgumentsJson = text }.Arguments;

        Assert.True(arguments is null or { Count: 1 });
    }

    private static object? Of(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return JsonTree.FromElement(document.RootElement);
    }
}
