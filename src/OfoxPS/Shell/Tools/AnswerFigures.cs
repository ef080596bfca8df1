namespace OfoxPS.Shell.Tools;

/// <summary>
/// The usage, cost, attempts and times of one answer of a conversation, kept before the last answer gets the sums of all.
/// </summary>
internal sealed class AnswerFigures(ChatCompletion answer)
{
    public ChatCompletion Answer { get; } = answer;

    public Usage? Usage { get; } = answer.Usage;

    public CallCost Cost { get; } = answer.CallCost;

    public int Attempts { get; } = answer.Attempts;

    public TimeSpan Duration { get; } = answer.Duration;

    public TimeSpan? FirstToken { get; } = answer.TimeToFirstToken;
}
