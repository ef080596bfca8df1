using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using OfoxPS.Core.Client;
using OfoxPS.Core.Errors;
using OfoxPS.Core.Recording;
using OfoxPS.Core.Scripting;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Binding;

namespace OfoxPS.Shell.Testing;

/// <summary>The answers of Use-OfoxTestResponse: one after the other, or made by a script block.</summary>
/// <param name="answers">Responses and script blocks.</param>
internal sealed class ScriptedAnswers(IReadOnlyList<object> answers) : IResponder
{
    private readonly ConditionalWeakTable<ChatRequest, TestResponse> _lastOfCall = new();
    private int _next;
    private int _requests;

    /// <summary>How many times as fast as in earnest a wait passes; null for no wait.</summary>
    public double? Speed { get; init; }

    /// <summary>Whether the first answer follows the last one.</summary>
    public bool Repeat { get; init; }

    public bool NeedsKey => false;

    public bool IsOffline => true;

    /// <summary>The error for answers that are left over at the end of the block.</summary>
    /// <returns>Null if there are none.</returns>
    public OfoxException? Unused()
    {
        int left = answers.Count - _next;
        return left <= 0 || Repeat || IsScript
            ? null
            : new OfoxException(
                OfoxErrorKind.OfoxUnusedResponse,
                $"{left} of {answers.Count} responses {Plural.Word(left, "was", "were")} not used: "
                + $"the block sent {Plural.Of(_requests, "request")}");
    }

    // Whether a single script block makes all answers.
    private bool IsScript => answers.Count == 1 && answers[0] is ScriptBlock;

    public IInterceptor? For(MaskedRequest request)
    {
        _requests++;
        if (Next(request) is not { } answer)
        {
            string attempt = request.Attempt > 1 ? $" (attempt {request.Attempt} of a call)" : string.Empty;
            string given = $"{answers.Count} {Plural.Word(answers.Count, "was", "were")} given";
            return PlayingInterceptor.Refusing(new OfoxException(
                OfoxErrorKind.OfoxCassetteMiss, $"There is no response for request {_requests}{attempt}: {given}")
            { Remedy = Remedy.NoResponse });
        }

        _lastOfCall.Remove(request.Request);
        _lastOfCall.Add(request.Request, answer);
        return PlayingInterceptor.Of($"test response {_requests}", new AnswerWriter(answer, request, _requests).Write(), Speed);
    }

    public OfoxException? TakeWriteError(bool waits) => null;

    private TestResponse? Next(MaskedRequest request)
    {
        TestRequest sent = request.Sent;
        if (IsScript)
        {
            _next = 1;
            return Ask((ScriptBlock)answers[0], sent);
        }

        if (_next == answers.Count && Repeat)
        {
            _next = 0;
        }

        if (_next < answers.Count)
        {
            object answer = answers[_next++];
            return answer is ScriptBlock script ? Ask(script, sent) : (TestResponse)answer;
        }

        // The last failure also answers the retries of its request.
        return request.Attempt > 1 && _lastOfCall.TryGetValue(request.Request, out TestResponse? last) && last.Fails ? last : null;
    }

    private static TestResponse Ask(ScriptBlock script, TestRequest sent)
    {
        Collection<PSObject> output = script.InvokeWithContext(null, [new PSVariable("_", sent)], sent);
        return output.Count == 1
            ? TestResponseTransformationAttribute.Read(output[0]) as TestResponse
                ?? throw Failure.InvalidArgument(
                    "The script block that decides on the response returned another script block instead of a response")
            : throw Failure.InvalidArgument(
                $"The script block that decides on the response returned {output.Count} responses instead of one");
    }
}
