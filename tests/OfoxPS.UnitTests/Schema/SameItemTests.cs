using System.Collections.Specialized;
using System.Linq;
using System.Numerics;
using OfoxPS.Core.Schema;
using OfoxPS.UnitTests.Support;
using Xunit;

namespace OfoxPS.UnitTests.Schema;

/// <summary>Whether two items of a list are the same, which an answer may have a million of.</summary>
[Collection(AloneCollection.Name)]
public sealed class SameItemTests
{
    private static readonly OrderedDictionary Unique = new() { ["uniqueItems"] = true };

    public static TheoryData<object?[], bool> Lists => new()
    {
        { [], true },
        { [1L, 2L, "1", null, true, false], true },
        { [1L, 2L, 1.0], false },
        { [0.1, 3L, 0.1m], false },
        { [new BigInteger(7), "x", 7], false },
        { ["a", "A"], true },
        { ["a", 1L, "a"], false },
        { [null, 0L, null], false },
        { [true, "true", true], false },
        { [new object?[] { 1L }, new object?[] { 2L }], true },
        { [new object?[] { 1L }, new object?[] { 1L }], false },
        { [new OrderedDictionary { ["a"] = 1L }, new OrderedDictionary { ["a"] = 1L }], false },
        { [double.PositiveInfinity, 1e300, double.PositiveInfinity], false },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void Each_item_once(object?[] items, bool fits) =>
        Assert.Equal(fits, SchemaValidator.Check(items, Unique, Unique, "$").Count == 0);

    [Fact]
    public void Half_a_million_items_are_no_matter_of_minutes()
    {
        object?[] items =
            [.. Enumerable.Range(0, 500_000).Select(static number => number % 2 == 0 ? (object?)(long)number : $"text {number}")];

        // Compared with each other, these would be a hundred thousand million comparisons: no run of the tests would see the end.
        Assert.Empty(SchemaValidator.Check(items, Unique, Unique, "$"));
        items[^1] = items[^3];
        Assert.Single(SchemaValidator.Check(items, Unique, Unique, "$"));
    }

    [Fact]
    public void A_long_answer_is_not_written_out_for_each_word_of_an_enum()
    {
        object?[] answer = [.. Enumerable.Repeat((object?)"x", 900_000)];
        OrderedDictionary schema =
            new() { ["enum"] = Enumerable.Range(0, 5_000).Select(static number => (object?)$"word{number}").ToArray() };

        // Written out once for each word, this would be 18 GB of text.
        Assert.Single(SchemaValidator.Check(answer, schema, schema, "$"));
    }
}
