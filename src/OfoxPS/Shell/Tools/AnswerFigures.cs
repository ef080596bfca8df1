using System;

namespace OfoxPS.Shell.Tools;

/// <summary>What one answer of a conversation adds to the sums, as it was before any sum was put on it.</summary>
internal sealed class AnswerFigures
{
    public AnswerFigures(ChatCompletion answer)
    {
        Answer = answer;
        Usage = answer.Usage;
        Cost = answer.CallCost;
        Attempts = answer.Attempts;
        Duration = answer.Duration;
        FirstToken = answer.TimeToFirstToken;
    }

    public ChatCompletion Answer { get; }

    public Usage? Usage { get; }

    public CallCost Cost { get; }

    public int Attempts { get; }

    public TimeSpan Duration { get; }

    public TimeSpan? FirstToken { get; }
}
