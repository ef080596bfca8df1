using System;
using System.Linq;
using OfoxPS.Core.Catalog;
using Xunit;

namespace OfoxPS.UnitTests.Catalog;

/// <summary>Which entry of a list is the model that answered.</summary>
public sealed class PriceListTests
{
    private static readonly PriceList List = new(
        [new OfoxModel { Id = "a/chat" }, new OfoxModel { Id = "a/chat-20250101" }, new OfoxModel { Id = "a/chat-mini" },
            new OfoxModel { Id = "b/chat", CanonicalId = "b/chat-slug" }],
        DateTimeOffset.UnixEpoch,
        null);

    [Theory]
    [InlineData("a/chat", null, "a/chat")]
    [InlineData("a/chat-20250101", null, "a/chat-20250101")]
    [InlineData("a/chat-20260101", null, "a/chat")]
    [InlineData("a/chat-2026-01-01", null, "a/chat")]
    [InlineData("b/chat-slug", null, "b/chat")]
    [InlineData("a/chat-mini-20260101", null, "a/chat-mini")]
    [InlineData("a/chat-2026", null, null)]
    [InlineData("a/chat-202601011", null, null)]
    [InlineData("a/chat-20260101-preview", null, null)]
    [InlineData("A/Chat", null, null)]
    [InlineData("chat", null, null)]
    [InlineData("a/cha", null, null)]
    [InlineData("x/a/chat", null, null)]
    [InlineData("", null, null)]
    [InlineData("chat", "a/chat", "a/chat")]
    [InlineData("chat-2026-01-01", "a/chat", "a/chat")]
    [InlineData("chat", "b/chat", "b/chat")]
    [InlineData("chat-mini", "a/chat", null)]
    [InlineData("other", "a/chat", null)]
    public void Exactly_or_without_a_date(string id, string? requested, string? found) => Assert.Equal(found, List.Find(id, requested)?.Id);

    [Fact]
    public void The_order_is_the_servers() =>
        Assert.Equal(["a/chat", "a/chat-20250101", "a/chat-mini", "b/chat"], List.Models.Select(static model => model.Id));
}
