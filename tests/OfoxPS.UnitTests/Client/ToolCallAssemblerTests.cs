using System;
using System.Collections.Generic;
using System.Linq;
using OfoxPS.Core.Answers;
using OfoxPS.Core.Json;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>Tool calls from their pieces; the corpus holds the variants as servers send them.</summary>
public sealed class ToolCallAssemblerTests
{
    [Fact]
    public void No_pieces_no_calls() => Assert.Empty(Assemble());

    [Fact]
    public void A_known_id_continues_its_call_without_an_index() =>
        Assert.Equal(["a f(12)", "b g(3)"], Assemble(Piece(0, "a", "f", "1"), Piece(1, "b", "g", "3"), Piece(null, "a", null, "2")));

    [Fact]
    public void A_new_id_on_a_used_index_opens_a_call() =>
        Assert.Equal(["a f(1)", "b g(2)"], Assemble(Piece(0, "a", "f", "1"), Piece(0, "b", "g", "2")));

    [Fact]
    public void After_that_the_index_means_the_new_call() =>
        Assert.Equal(["a f(1)", "b g(23)"], Assemble(Piece(0, "a", "f", "1"), Piece(0, "b", "g", "2"), Piece(0, null, null, "3")));

    [Fact]
    public void Neither_id_nor_index_is_the_current_call() =>
        Assert.Equal(["a f(1)", "b g(23)"], Assemble(Piece(null, "a", "f", "1"), Piece(null, "b", "g", "2"), Piece(null, null, null, "3")));

    [Fact]
    public void Blank_is_absent() =>
        Assert.Equal(["a f(123)"], Assemble(Piece(0, "a", "f", "1"), Piece(0, "", "", "2"), Piece(null, "  ", " ", "3")));

    [Fact]
    public void A_repeated_name_is_not_doubled_and_a_name_in_pieces_is_joined() =>
        Assert.Equal(
            ["a get_weather(12)"], Assemble(Piece(0, "a", "get_", ""), Piece(0, null, "weather", "1"), Piece(0, null, "get_weather", "2")));

    [Fact]
    public void Calls_keep_the_order_in_which_they_began() =>
        Assert.Equal(["b g()", "a f()"], Assemble(Piece(1, "b", "g", null), Piece(0, "a", "f", null)));

    [Fact]
    public void Made_up_ids_are_all_different_and_never_one_that_the_server_gave()
    {
        string[] calls = Assemble(Piece(0, "call_2", "f", "1"), Piece(1, null, "g", "2"), Piece(2, null, "h", "3"));

        Assert.Equal(3, calls.Select(static call => call.Split(' ')[0]).Distinct().Count());
    }

    [Fact]
    public void Pieces_of_one_chunk_without_id_and_index_are_different_calls()
    {
        ToolCallAssembler calls = new(new AnswerLimits());
        calls.Add([Piece(null, null, "f", "{\"a\":"), Piece(null, null, "f", "{}")]);

        Assert.Equal(2, calls.ToCalls([]).Length);
    }

    [Fact]
    public void A_complete_call_is_not_continued_by_a_piece_with_a_name() =>
        Assert.Equal(["call_1 f({})", "call_2 f({\"a\":1})"], Assemble(Piece(null, null, "f", "{}"), Piece(null, null, "f", "{\"a\":1}")));

    [Fact]
    public void A_call_that_only_has_an_id_is_kept() => Assert.Equal(["a ()"], Assemble(Piece(0, "a", null, null)));

    [Theory]
    [InlineData("null", "{\"a\":1}")]
    [InlineData("{\"a\":1}", "null")]
    [InlineData(" null ", " {\"a\":1}")]
    public void A_null_beside_the_arguments_is_a_placeholder(string first, string second) =>
        Assert.Equal(
            "{\"a\":1}",
            Assert.Single(Assemble(Piece(0, "a", "f", first), Piece(0, null, null, second)))["a f(".Length..^1].Trim());

    [Theory]
    [InlineData("\"{\\\"a\\\":1}\"", 1L)]
    [InlineData("{\"a\":1}", 1L)]
    [InlineData("\"a\"", null)]
    [InlineData("\"{\\\"a", null)]
    public void Arguments_that_are_encoded_twice_are_read(string arguments, object? value) =>
        Assert.Equal(value, new ChatToolCall("a", "f", arguments).Arguments?["a"]);

    [Fact]
    public void A_kind_is_function_unless_it_is_said()
    {
        ToolCallAssembler calls = new(new AnswerLimits());
        calls.Add([Piece(0, "a", "f", "")]);
        calls.Add([new ChatToolCallDelta { Index = 1, Id = "b", Type = "custom" }]);
        calls.Add([new ChatToolCallDelta { Index = 1, Type = "" }]);

        Assert.Equal(["function", "custom"], calls.ToCalls([]).Select(static call => call.Type));
    }

    /// <summary>Whatever identifies them, and however their pieces mingle, the same calls come out.</summary>
    [Theory]
    [InlineData("index", true)]
    [InlineData("index, id always", true)]
    [InlineData("index, id first, rest blank", true)]
    [InlineData("id always, no index", true)]
    [InlineData("id always, index always 0", true)]
    [InlineData("id first, no index", false)]
    [InlineData("id first, index always 0", false)]
    public void Any_cut_and_any_mixture_give_the_same_calls(string variant, bool mixed)
    {
        Random random = new(variant.Length);
        for (int round = 0; round < 200; round++)
        {
            string[] arguments = [.. Enumerable.Range(0, random.Next(1, 5))
                .Select(call => $$"""{"call":{{call}},"text":"{{new string('x', random.Next(20))}}"}""")];
            List<List<ChatToolCallDelta>> pieces = [.. arguments.Select((text, call) => Cut(text, call, variant, random))];
            ToolCallAssembler assembler = new(new AnswerLimits());
            foreach (ChatToolCallDelta piece in mixed ? Mix(pieces, random) : pieces.SelectMany(static call => call))
            {
                assembler.Add([piece]);
            }

            Assert.Equal(
                arguments.Select((text, call) => $"f{call}({text})").Order(StringComparer.Ordinal),
                assembler.ToCalls([]).Select(static call => call.ToString()).Order(StringComparer.Ordinal));
        }
    }

    private static List<ChatToolCallDelta> Cut(string text, int call, string variant, Random random)
    {
        List<ChatToolCallDelta> pieces = [];
        for (int at = 0; at < text.Length || pieces.Count == 0;)
        {
            bool first = pieces.Count == 0;
            int length = first && random.Next(2) == 0 ? 0 : Math.Min(random.Next(1, 12), text.Length - at);
            pieces.Add(new ChatToolCallDelta
            {
                Index = variant.Contains("no index", StringComparison.Ordinal) ? null
                    : variant.Contains("always 0", StringComparison.Ordinal) ? 0 : call,
                Id = variant == "index" ? null : first
                    || variant.Contains("id always", StringComparison.Ordinal) ? $"id{call}"
                    : variant.Contains("blank", StringComparison.Ordinal) ? "" : null,
                Name = first ? $"f{call}" : variant.Contains("blank", StringComparison.Ordinal) ? "" : null,
                ArgumentsJson = text.Substring(at, length),
            });
            at += length;
        }

        return pieces;
    }

    private static IEnumerable<ChatToolCallDelta> Mix(List<List<ChatToolCallDelta>> pieces, Random random)
    {
        Queue<ChatToolCallDelta>[] queues = [.. pieces.Select(static call => new Queue<ChatToolCallDelta>(call))];
        while (queues.Where(static queue => queue.Count > 0).ToArray() is { Length: > 0 } open)
        {
            yield return open[random.Next(open.Length)].Dequeue();
        }
    }

    private static ChatToolCallDelta Piece(int? index, string? id, string? name, string? arguments) =>
        new() { Index = index, Id = id, Name = name, ArgumentsJson = arguments };

    private static string[] Assemble(params ChatToolCallDelta[] pieces)
    {
        ToolCallAssembler calls = new(new AnswerLimits());
        foreach (ChatToolCallDelta piece in pieces)
        {
            calls.Add([piece]);
        }

        return [.. calls.ToCalls([]).Select(static call => $"{call.Id} {call}")];
    }
}
