using System.Collections.Generic;

namespace OfoxPS.Gateway.Answers;

internal sealed record AnswerChoice(
    int Index, string? Text, string? Refusal, Reasoning? Reasoning, IReadOnlyList<AnswerCall> Calls, string? FinishReason);
