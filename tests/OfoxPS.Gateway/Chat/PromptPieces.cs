using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using OfoxPS.Gateway.Answers;

namespace OfoxPS.Gateway.Chat;

/// <summary>
/// A prompt as a model reads it, in the order in which providers look for it in a cache: tools, the form of the answer, messages.
/// </summary>
internal sealed class PromptPieces
{
    private readonly List<(string Text, int Tokens)> pieces = [];
    private readonly List<int> marks = [];

    /// <param name="root">The request.</param>
    /// <param name="model">The model that reads it.</param>
    /// <param name="tokensOfImage">How many tokens an image counts.</param>
    public PromptPieces(JsonElement root, string model, int tokensOfImage)
    {
        string? key = root.TryGetProperty("prompt_cache_key", out JsonElement named) ? named.GetString() : null;
        Place = $"{model} {key}";
        foreach (string name in new[] { "tools", "response_format" })
        {
            pieces.Add((root.TryGetProperty(name, out JsonElement value) ? value.GetRawText() : string.Empty, 0));
        }

        foreach (ChatTurn turn in root.GetProperty("messages").EnumerateArray().Select(static message => new ChatTurn(message)))
        {
            pieces.Add((turn.Role, 0));
            JsonElement[] parts = [.. turn.Parts];
            if (parts.Length == 0)
            {
                AddText(turn.Text);
            }

            foreach (JsonElement part in parts)
            {
                AddPart(part, tokensOfImage);
            }
        }
    }

    /// <summary>The model and the key of its cache: other places know nothing of a prompt.</summary>
    public string Place { get; }

    /// <summary>After how many pieces a mark stands.</summary>
    public IReadOnlyList<int> Marks => marks;

    /// <summary>How many pieces at the beginning are the same in another prompt.</summary>
    public int SharedWith(PromptPieces other)
    {
        int count = 0;
        while (count < pieces.Count && count < other.pieces.Count && pieces[count].Text == other.pieces[count].Text)
        {
            count++;
        }

        return count;
    }

    /// <summary>How many tokens the first pieces have.</summary>
    public int TokensOf(int count) => pieces.Take(count).Sum(static piece => piece.Tokens);

    private void AddPart(JsonElement part, int tokensOfImage)
    {
        if (part.TryGetProperty("text", out JsonElement text))
        {
            AddText(text.GetString()!);
        }
        else
        {
            pieces.Add((part.GetProperty(part.GetProperty("type").GetString()!).GetRawText(), tokensOfImage));
        }

        if (part.TryGetProperty("cache_control", out _))
        {
            marks.Add(pieces.Count);
        }
    }

    private void AddText(string text) => pieces.AddRange(Words.Split(text).Select(static word => (word.Trim(), Words.Count(word))));
}
