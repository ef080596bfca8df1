using System.Collections.Specialized;
using System.Linq;
using OfoxPS.Core.Schema;
using Xunit;

namespace OfoxPS.UnitTests.Schema;

/// <summary>Patterns may be anybody's, and texts too.</summary>
public sealed class PatternMatcherTests
{
    private const string Slow = "^(\\w+\\s?)*$";

    [Theory]
    [InlineData("abc", "^a", true)]
    [InlineData("abc", "^b", false)]
    [InlineData("abc", "(unclosed", true)]
    public void A_pattern_that_can_be_decided_is_no_remark(string text, string pattern, bool matches)
    {
        PatternMatcher matcher = new();

        Assert.Equal(matches, matcher.Matches(text, pattern));
        Assert.Empty(matcher.Undecided);
    }

    [Fact]
    public void What_takes_too_long_is_told_and_not_tried_for_each_of_many_texts()
    {
        PatternMatcher matcher = new();
        object?[] texts = [.. Enumerable.Range(0, 10_000).Select(static number => (object?)(new string('a', 40) + '!' + number))];
        OrderedDictionary schema =
            new() { ["type"] = "array", ["items"] = new OrderedDictionary { ["type"] = "string", ["pattern"] = Slow } };

        Assert.Empty(SchemaValidator.Check(texts, schema, schema, "$", matcher: matcher));

        Assert.Equal(Slow, Assert.Single(matcher.Undecided));
    }
}
