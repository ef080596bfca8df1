namespace OfoxPS.Core.Conversations;

/// <summary>
/// Repeats a request that was refused because of a field that the module adds by itself: without the field or with a replacement, once for
/// each such field. The form that was accepted is remembered for the model.
/// </summary>
internal sealed class Concessions(Func<string, ModelHabits> habits, Action<string> tell) : TurnPolicy
{
    private ChatRequest? _changed;

    /// <summary>The form of a request that was changed here and answered is that of all further ones.</summary>
    public override ChatRequest? AfterAnswer(ChatRequest request, ChatCompletion answer)
    {
        if (_changed is not null)
        {
            RequestForm form = request.Form;
            habits(request.Model).Learn(known => form with { Schema = known.Schema });
            _changed = null;
        }

        return null;
    }

    /// <inheritdoc/>
    public override ChatRequest? AfterFailure(ChatRequest request, OfoxException failure)
    {
        if (!IsRefusal(failure)
            || Array.Find(Concession.All, one => one.Applies(request) && one.IsRefused(request, failure)) is not { } concession)
        {
            return null;
        }

        tell($"{failure.Message} Asking again without what is refused: {concession.Name}.");
        return _changed = request with { Form = concession.Change(request, failure) };
    }

    /// <summary>Whether a failure says something of the request rather than of the server.</summary>
    public static bool IsRefusal(OfoxException failure) =>
        failure.Kind == OfoxErrorKind.OfoxInvalidRequest || failure is { Kind: OfoxErrorKind.OfoxServerError, StatusCode: 500 or 501 };
}
