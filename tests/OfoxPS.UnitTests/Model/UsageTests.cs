using System.Collections.Specialized;
using System.Numerics;
using Xunit;

namespace OfoxPS.UnitTests.Model;

/// <summary>The usage of several requests.</summary>
public sealed class UsageTests
{
    public static TheoryData<object, object, object> Numbers => new()
    {
        { 0.0021, 0L, 0.0021 },
        { 0L, 0.0021, 0.0021 },
        { 0.1, 0.2, 0.3 },
        { 1L, 2L, 3L },
        { 0.1m, 1L, 1.1m },
        { 0.1m, 0.2, 0.3 },
        { long.MaxValue, 1L, BigInteger.One + long.MaxValue },
        { 1e300, 1e300, 2e300 },
        { BigInteger.Pow(10, 20), 0.5, 1e20 },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Numbers_of_any_types_add_up(object one, object other, object sum) =>
        Assert.Equal(sum, Usage.Sum([With(one), With(other)])!.AdditionalProperties["cost"]);

    [Fact]
    public void A_count_beyond_all_bounds_does_not_turn_negative() =>
        Assert.Equal(long.MaxValue, Usage.Sum([new Usage { TotalTokens = long.MaxValue }, new Usage { TotalTokens = 5 }])!.TotalTokens);

    [Fact]
    public void Limits_say_what_is_known_of_them()
    {
        Assert.Equal("3 of 10 requests left", new RateLimit { RemainingRequests = 3, LimitRequests = 10 }.ToString());
        Assert.Equal("3 requests left, limit 99 tokens", new RateLimit { RemainingRequests = 3, LimitTokens = 99 }.ToString());
        Assert.Empty(new RateLimit().ToString());
    }

    private static Usage With(object cost) => new() { AdditionalProperties = new OrderedDictionary { ["cost"] = cost } };
}
