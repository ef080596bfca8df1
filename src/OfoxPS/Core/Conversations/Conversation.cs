using System;
using System.Collections.Generic;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Conversations;

/// <summary>
/// All that is known of one input while it is asked about: the request of its present turn, what has arrived, and what comes next.
/// Only one thread uses it at a time.
/// </summary>
internal sealed class Conversation
{
    private readonly IReadOnlyList<ITurnPolicy> _policies;
    private Turn? _turn;
    private Func<ChatCompletion>? _load;

    /// <param name="index">The place of the input among all inputs, from 0 on.</param>
    /// <param name="source">The input.</param>
    /// <param name="prepared">The first request.</param>
    /// <param name="policies">What decides whether an answer is the last one.</param>
    public Conversation(int index, object? source, PreparedRequest prepared, IReadOnlyList<ITurnPolicy> policies)
    {
        Index = index;
        Source = source;
        _policies = policies;
        _turn = new Turn(prepared.Request, prepared.Body);
    }

    private Conversation(int index, object? source, OfoxException failure)
    {
        Index = index;
        Source = source;
        _policies = [];
        Failure = failure;
        State = ConversationState.Failed;
    }

    private Conversation(int index, object? source, IReadOnlyList<ITurnPolicy> policies, Func<ChatCompletion> load)
    {
        Index = index;
        Source = source;
        _policies = policies;
        _load = load;
        State = ConversationState.Completed;
    }

    public int Index { get; }

    public object? Source { get; }

    public ConversationState State { get; private set; }

    public bool IsEnded => State is ConversationState.Completed or ConversationState.Failed;

    /// <summary>The present turn, or the last one.</summary>
    /// <exception cref="InvalidOperationException">The input never became a request.</exception>
    public Turn Turn => _turn ?? throw new InvalidOperationException("The conversation has no turn.");

    /// <summary>The last answer; null while there is none.</summary>
    public ChatCompletion? Answer { get; private set; }

    /// <summary>Why there is no answer; null while there may be one.</summary>
    public OfoxException? Failure { get; private set; }

    /// <summary>How many calls have been made.</summary>
    public int Calls { get; private set; }

    /// <summary>An input that never became a request, in its place among the others.</summary>
    public static Conversation NotSent(int index, object? source, OfoxException failure) => new(index, source, failure);

    /// <summary>An input that was answered in an earlier run.</summary>
    /// <param name="index">The place of the input among all inputs.</param>
    /// <param name="source">The input.</param>
    /// <param name="policies">What would have decided about the answer.</param>
    /// <param name="load">Gives the answer; asked for once, when it is needed.</param>
    public static Conversation Answered(int index, object? source, IReadOnlyList<ITurnPolicy> policies, Func<ChatCompletion> load) => new(index, source, policies, load);

    /// <summary>Lets go of the answer, which can be had again when it is needed.</summary>
    public void Park(Func<ChatCompletion> load)
    {
        _load = load;
        _turn = null;
        Answer = null;
    }

    /// <summary>Gets the answer back, where it was let go of. Where that fails, the conversation has failed.</summary>
    public void Load()
    {
        try
        {
            Answer = _load?.Invoke() ?? Answer;
            if (Answer is not null)
            {
                Answer.InputObject = Source;
            }
        }
        catch (OfoxException failure)
        {
            Failure = failure;
            State = ConversationState.Failed;
        }

        _load = null;
    }

    /// <summary>The policy of a kind; null where the conversation has none.</summary>
    public T? Find<T>()
        where T : class, ITurnPolicy
    {
        foreach (ITurnPolicy policy in _policies)
        {
            if (policy is T found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The call of the present turn begins.</summary>
    public void Begin()
    {
        Move(ConversationState.Ready, ConversationState.Running);
        Calls++;
    }

    /// <summary>Something happened during the call.</summary>
    public void Accept(CallEvent item) => Turn.Accept(item);

    /// <summary>The call is over.</summary>
    /// <param name="failure">How it failed; null if it did not.</param>
    public void End(OfoxException? failure)
    {
        Move(ConversationState.Running, ConversationState.TurnEnded);
        if (failure is not null)
        {
            Turn.Fail(failure);
        }
    }

    /// <summary>Asks the policies what comes next. Afterwards the conversation has ended, or its next request is ready.</summary>
    public void EndTurn()
    {
        Move(ConversationState.TurnEnded, ConversationState.TurnEnded);
        ChatRequest request = Turn.Request;
        OfoxException? failure = Turn.Failure;
        try
        {
            if (Next(failure) is { } next)
            {
                request = next;
                _turn = new Turn(next, RequestWriter.Write(next));
                State = ConversationState.Ready;
                return;
            }
        }
        catch (OfoxException error)
        {
            failure = error;
        }

        if (failure is null)
        {
            Answer = Turn.Answer!;
            Answer.InputObject = Source;
            State = ConversationState.Completed;
            return;
        }

        foreach (ITurnPolicy policy in _policies)
        {
            policy.Failed(request, failure);
        }

        Failure = failure;
        State = ConversationState.Failed;
    }

    private ChatRequest? Next(OfoxException? failure)
    {
        foreach (ITurnPolicy policy in _policies)
        {
            ChatRequest? next = failure is null ? policy.AfterAnswer(Turn.Request, Turn.Answer!) : policy.AfterFailure(Turn.Request, failure);
            if (next is not null)
            {
                return next;
            }
        }

        return null;
    }

    private void Move(ConversationState from, ConversationState to) =>
        State = State == from ? to : throw new InvalidOperationException($"The conversation is {State}, not {from}.");
}
