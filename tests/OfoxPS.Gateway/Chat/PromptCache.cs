using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace OfoxPS.Gateway.Chat;

/// <summary>
/// The prompt cache of a provider. Claude keeps what stands before a mark (<c>cache_control</c>), other models the beginning of every
/// prompt, apart for each
/// <c>prompt_cache_key</c>. A prompt can be read by others from the moment its answer begins, so requests that are sent at once miss.
/// </summary>
internal sealed class PromptCache
{
    // In tokens, as OpenAI's documentation says; Anthropic's says the same of Sonnet.
    private const int Shortest = 1024;
    private const int Step = 128;

    private readonly Lock gate = new();
    private readonly List<PromptPieces> kept = [];

    /// <summary>How many tokens of a prompt are read from the cache, and how many are written to it.</summary>
    public (int Read, int Written) Find(PromptPieces prompt)
    {
        PromptPieces[] known;
        lock (gate)
        {
            known = [.. kept.Where(other => other.Place == prompt.Place)];
        }

        return IsMarked(prompt) ? Marked(prompt, known) : (Automatic(prompt, known), 0);
    }

    /// <summary>The answer to a prompt begins.</summary>
    public void Keep(PromptPieces prompt)
    {
        lock (gate)
        {
            kept.Add(prompt);
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            kept.Clear();
        }
    }

    private static bool IsMarked(PromptPieces prompt) => prompt.Place.Contains("claude", StringComparison.OrdinalIgnoreCase);

    private static (int Read, int Written) Marked(PromptPieces prompt, PromptPieces[] known)
    {
        int read = prompt.Marks.Where(mark => known.Any(other => other.Marks.Contains(mark) && prompt.SharedWith(other) >= mark))
            .Select(prompt.TokensOf).DefaultIfEmpty().Max();
        int most = prompt.Marks.Select(prompt.TokensOf).DefaultIfEmpty().Max();
        return most < Shortest ? (0, 0) : (read < Shortest ? 0 : read, most - (read < Shortest ? 0 : read));
    }

    private static int Automatic(PromptPieces prompt, PromptPieces[] known)
    {
        int shared = known.Select(other => prompt.TokensOf(prompt.SharedWith(other))).DefaultIfEmpty().Max();
        return shared < Shortest ? 0 : shared - ((shared - Shortest) % Step);
    }
}
