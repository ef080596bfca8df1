using System.Collections.Generic;
using OfoxPS.Core.Schema;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>The last answer that did not fit, while the model is asked for a better one.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Errors">What does not fit.</param>
internal sealed record RejectedAnswer(ChatCompletion Answer, IReadOnlyList<SchemaError> Errors)
{
    /// <summary>
    /// The error where the repair fails: what the model had answered, and why there is no better answer. A failure that would meet every input
    /// (no key, no credit, the budget) stays what it is, because a run ends with it.
    /// </summary>
    public OfoxException With(OfoxException failure)
    {
        if (failure.Scope is not FailureScope.Input || failure.Kind is OfoxErrorKind.OfoxBudgetExceeded or OfoxErrorKind.OfoxCassetteMiss)
        {
            failure.Completion ??= Answer;
            return failure;
        }

        OfoxException mismatch = AnswerReader.Mismatch(Errors, Answer, failure);
        return mismatch.WithWords($"The repair failed: {failure.Message.TrimEnd('.')}");
    }
}
