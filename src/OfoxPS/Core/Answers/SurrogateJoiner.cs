using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Answers;

/// <summary>
/// Joins surrogate pairs that are split between two chunks, so that every chunk holds whole characters. Servers that slice JavaScript
/// strings split them. The first half is held back until the piece with the second one, for each text of each choice; if that never comes,
/// it becomes U+FFFD.
/// </summary>
internal sealed class SurrogateJoiner
{
    private const string Content = "content";

    private readonly Dictionary<(int Choice, string Place), char> _waiting = [];
    private readonly Dictionary<(int Choice, string Place), string> _calls = [];

    /// <summary>Changes the texts of a chunk. It has been added to the answer before, which joins the pieces by itself.</summary>
    public void Join(ChatChunk chunk)
    {
        foreach (ChatChunkChoice choice in chunk.Choices)
        {
            ChatDelta delta = choice.Delta;
            delta.Content = Join(choice.Index, Content, delta.Content);
            delta.Thought = Join(choice.Index, "thought", delta.Thought);
            delta.Refusal = Join(choice.Index, "refusal", delta.Refusal);
            foreach (ChatContentPart part in delta.Parts)
            {
                part.Text = part.Text is { } text ? WellFormed.WithoutHalves(text) : null;
            }

            foreach (ChatToolCallDelta call in delta.ToolCalls)
            {
                call.ArgumentsJson = Join(choice.Index, PlaceOf(choice.Index, call), call.ArgumentsJson);
            }

            // Fields that are still raw are all null: a value would have been read at once.
            if (delta.Fields is { Any: true, Raw: null })
            {
                JoinFields(choice.Index, null, delta.AdditionalProperties);
            }

            // At the end, only a half in the text of the answer is still written, as U+FFFD.
            if (choice.FinishReason is not null && _waiting.Remove((choice.Index, Content)))
            {
                delta.Content += "\uFFFD";
            }
        }
    }

    private string? Join(int choice, string place, string? piece)
    {
        if (string.IsNullOrEmpty(piece))
        {
            return piece;
        }

        string text = piece!;
        if (_waiting.Count > 0 && _waiting.TryGetValue((choice, place), out char half))
        {
            _waiting.Remove((choice, place));
            text = half + text;
        }

        int last = text.Length - 1;
        if (char.IsHighSurrogate(text[last]))
        {
            _waiting[(choice, place)] = text[last];
            text = text.Remove(last);
        }

        return WellFormed.WithoutHalves(text);
    }

    // Fields that this version does not know grow too: the reasoning is one of them.
    private void JoinFields(int choice, string? place, OrderedDictionary fields)
    {
        foreach (string name in fields.Keys.Cast<string>().ToArray())
        {
            fields[name] = Joined(choice, place is null ? name : $"{place}.{name}", fields[name]);
        }
    }

    private object? Joined(int choice, string place, object? value)
    {
        switch (value)
        {
            case string text:
                return Join(choice, place, text);
            case OrderedDictionary fields:
                JoinFields(choice, place, fields);
                return fields;
            case IList items:
                for (int i = 0; i < items.Count; i++)
                {
                    items[i] = Joined(choice, $"{place}[{(items[i] as OrderedDictionary)?["index"] ?? i}]", items[i]);
                }

                return items;
            default:
                return value;
        }
    }

    // A new id at the same index begins another call, so the held half belongs to the call before it.
    private string PlaceOf(int choice, ChatToolCallDelta call)
    {
        string place = "call " + call.Index?.ToString(CultureInfo.InvariantCulture);
        if (!string.IsNullOrWhiteSpace(call.Id) && (!_calls.TryGetValue((choice, place), out string? id) || id != call.Id))
        {
            _calls[(choice, place)] = call.Id!;
            _waiting.Remove((choice, place));
        }

        return place;
    }
}
