using System.Linq;
using System.Management.Automation;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.Pipeline;

/// <summary>What to say of words that belong to no parameter.</summary>
internal static class SurplusWords
{
    private const int LongestPrompt = 200;

    /// <exception cref="OfoxException">There are such words.</exception>
    public static void Refuse(PSCmdlet cmdlet, string? prompt, object?[] words)
    {
        if (words.Length == 0)
        {
            return;
        }

        string[] texts = [.. words.Select(static word => word is null ? string.Empty : $"{Unwrap.Value(word)}")];
        if (texts.FirstOrDefault(IsParameter) is { } parameter)
        {
            throw Failure.InvalidArgument($"There is no parameter {TerminalText.OneLine(parameter.TrimEnd(':'))}; Get-Help {cmdlet.MyInvocation.InvocationName} -Parameter * lists those there are");
        }

        string name = cmdlet.MyInvocation.InvocationName;
        throw Failure.InvalidArgument(texts.All(text => ImagePath.IsOne(cmdlet, text))
            ? $"Images need -Image: {name} {Quoted(prompt ?? string.Empty)} -Image {string.Join(", ", texts.Select(Quoted))}"
            : $"A prompt of several words needs quotes: {name} {Quoted(string.Join(" ", new[] { prompt }.Concat(texts).Where(static text => !string.IsNullOrEmpty(text))))}");
    }

    private static bool IsParameter(string text) => text.Length > 1 && text[0] == '-' && char.IsLetter(text[1]);

    private static string Quoted(string text) => $"'{TerminalText.OneLine(TextCut.Start(text, LongestPrompt)).Replace("'", "''")}'";
}
