using System;
using System.Collections.Generic;
using System.Linq;
using OfoxPS.Core.Answers;
using OfoxPS.Core.Json;
using Xunit;

namespace OfoxPS.UnitTests.Client;

/// <summary>Calls in pieces of every habit that is known, in every order that a stream allows: the calls are the same.</summary>
public sealed class CallPieceTests
{
    private static readonly string[] Arguments =
        ["{}", "{\"x\":1}", "{\"a\":\"{}\",\"b\":[{\"c\":\"}{\"}]}", " {\"t\":\"\\\"{\"} ", "{\"long\":\"" + "abc" + "\"}"];

    [Fact]
    public void The_calls_are_the_same_however_they_are_cut_and_mixed()
    {
        Random random = new(4711);
        for (int round = 0; round < 2000; round++)
        {
            int count = random.Next(1, 4);
            (string? Id, string Name, string Arguments)[] calls =
                [.. Enumerable.Range(0, count)
                    .Select(i => (random.Next(4) == 0 ? null : $"id{i}", $"f{random.Next(2)}", Arguments[random.Next(Arguments.Length)]))];

            string[] read = Read(calls, random);

            Assert.Equal(calls.Select(static call => $"{call.Name}({call.Arguments.Trim()})"), read);
        }
    }

    private static string[] Read((string? Id, string Name, string Arguments)[] calls, Random random)
    {
        // The pieces of a call keep their order; those of several calls mix.
        List<Queue<ChatToolCallDelta>> waiting =
            [.. calls.Select((call, index) => new Queue<ChatToolCallDelta>(Pieces(call, index, random)))];
        ToolCallAssembler assembler = new(new AnswerLimits());
        int begun = 0;
        while (waiting.Exists(static queue => queue.Count > 0))
        {
            int next = random.Next(Math.Min(begun + 1, waiting.Count));
            begun = Math.Max(begun, next + 1);
            if (waiting[next].TryDequeue(out ChatToolCallDelta? piece))
            {
                assembler.Add([piece]);
            }
        }

        return [.. assembler.ToCalls([]).Select(static call => $"{call.Name}({call.ArgumentsJson.Trim()})")];
    }

    private static IEnumerable<ChatToolCallDelta> Pieces((string? Id, string Name, string Arguments) call, int index, Random random)
    {
        bool repeatsId = random.Next(3) == 0;
        bool changesId = call.Id is not null && !repeatsId && random.Next(4) == 0;
        bool isBlank = random.Next(3) == 0;
        bool hasPlaceholder = call.Arguments.Trim() != "{}" && random.Next(3) == 0;
        yield return new ChatToolCallDelta
        {
            Index = index,
            Id = call.Id,
            Type = "function",
            Name = call.Name,
            ArgumentsJson = hasPlaceholder ? "{}" : random.Next(2) == 0 ? "" : null
        };
        string rest = call.Arguments;
        for (int i = 0; rest.Length > 0; i++)
        {
            int length = random.Next(1, Math.Min(rest.Length, 6) + 1);
            yield return new ChatToolCallDelta
            {
                Index = index,
                Id = repeatsId ? call.Id : changesId ? $"{call.Id}-{i}" : isBlank ? "" : null,
                Name = isBlank ? " " : null,
                ArgumentsJson = rest[..length],
            };
            rest = rest[length..];
        }
    }
}
