using System.Collections.Generic;
using System.Linq;
using System.Management.Automation.Host;
using OfoxPS.Hosting;

namespace OfoxPS.EngineTests.Support;

/// <summary>Answers questions in the order in which a test has given them; after the last one nobody answers.</summary>
public sealed class PromptAnswers : IHostAnswers
{
    private readonly Queue<string> _answers = new();
    private readonly List<string> _questions = [];

    /// <summary>The questions so far: caption and message.</summary>
    public IReadOnlyList<string> Questions => _questions;

    /// <summary>Gives the next answers: a line of text, or for a choice its label or its letter.</summary>
    public void Give(params IEnumerable<string> answers)
    {
        foreach (string answer in answers)
        {
            _answers.Enqueue(answer);
        }
    }

    public string ReadLine(string question)
    {
        _questions.Add(question);
        return _answers.TryDequeue(out string? answer) ? answer : NobodyAnswers.Instance.ReadLine(question);
    }

    public int Choose(string caption, string message, IReadOnlyList<ChoiceDescription> choices, int defaultChoice)
    {
        _questions.Add($"{caption}\n{message}");
        if (!_answers.TryDequeue(out string? answer))
        {
            return NobodyAnswers.Instance.Choose(caption, message, choices, defaultChoice);
        }

        return answer.Length == 0 ? defaultChoice : choices.ToList().FindIndex(choice => Matches(choice.Label, answer));
    }

    private static bool Matches(string label, string answer)
    {
        int mark = label.IndexOf('&', System.StringComparison.Ordinal);
        return label.Replace("&", "", System.StringComparison.Ordinal) == answer
            || (mark >= 0 && label[(mark + 1)..].StartsWith(answer, System.StringComparison.Ordinal));
    }
}
