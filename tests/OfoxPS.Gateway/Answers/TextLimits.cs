using System;
using System.Linq;
using OfoxPS.Gateway.Chat;

namespace OfoxPS.Gateway.Answers;

/// <summary>Ends a text where the request's stop words or its number of tokens say so.</summary>
internal static class TextLimits
{
    public static (string Text, bool Cut) Apply(ChatCall call, string text)
    {
        int stop = call.Stop
            .Select(word => text.IndexOf(word, StringComparison.Ordinal))
            .Where(at => at >= 0)
            .DefaultIfEmpty(text.Length)
            .Min();
        text = text[..stop];
        return call.MaxTokens is { } most && Words.Count(text) > most ? (Words.Take(text, most), true) : (text, false);
    }
}
