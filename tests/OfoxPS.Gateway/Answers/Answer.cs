using System.Collections.Generic;

namespace OfoxPS.Gateway.Answers;

internal sealed record Answer(IReadOnlyList<AnswerChoice> Choices);
