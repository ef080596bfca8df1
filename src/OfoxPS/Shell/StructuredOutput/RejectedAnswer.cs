using OfoxPS.Core.Schema;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>The last answer that did not fit the schema, while the model is asked to repair it.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Errors">The differences from the schema.</param>
internal sealed record RejectedAnswer(ChatCompletion Answer, IReadOnlyList<SchemaError> Errors)
{
    /// <summary>
    /// The error of a repair that failed: the answer, its differences and the failure. A failure that concerns every input (no key,
    /// no credit, the budget) is kept as it is, because it ends the run.
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
