using OfoxPS.Core.Checkpoint;
using OfoxPS.Core.Client;
using OfoxPS.Core.Json;
using OfoxPS.Core.Pacing;

namespace OfoxPS.Core.Conversations;

/// <summary>
/// The state of one input: the request of its current turn, what has arrived, and what comes next. Only one thread uses it at a time.
/// </summary>
internal sealed class Conversation
{
    // In characters.
    private const int LongText = 64 * 1024;

    // The memory of the buffers in which a record is read, in bytes for each of its characters.
    private const int CopiesOfRecord = 6;

    private Turn? _turn;
    private Func<ChatCompletion>? _again;
    private ConversationMemory? _memory;
    private bool _isJudged;
    private bool _isShelved;

    /// <param name="index">The place of the input among all inputs, from 0 on.</param>
    /// <param name="source">The input.</param>
    /// <param name="prepared">The first request.</param>
    /// <param name="policies">What decides whether an answer is the last one.</param>
    public Conversation(int index, object? source, PreparedRequest prepared, IReadOnlyList<TurnPolicy> policies)
        : this(index, source, policies)
    {
        First = prepared;
        _turn = new Turn(prepared.Request, prepared.Body);
    }

    private Conversation(int index, object? source, IReadOnlyList<TurnPolicy> policies)
    {
        Index = index;
        Source = source;
        Policies = policies;
    }

    public int Index { get; }

    public object? Source { get; }

    /// <summary>The place of <see cref="Source"/> among all objects of the pipeline, from 0; null where there is no pipeline.</summary>
    public long? InputIndex { get; set; }

    public ConversationState State { get; private set; }

    public bool IsEnded => State is ConversationState.Completed or ConversationState.Failed;

    /// <summary>The first request, from which a checkpoint gives the conversation again; null where there was none to send.</summary>
    public PreparedRequest? First { get; private init; }

    /// <summary>What a checkpoint knows the request by; null where no record of it is to be kept, or not any more.</summary>
    public RecordKey? Key { get; set; }

    /// <summary>What it holds of the memory of the process; null where nobody counts, or nothing was received.</summary>
    public ConversationMemory? Memory
    {
        get => _memory;
        set => Turn.Memory = _memory = value;
    }

    /// <summary>The answer is one of an earlier run.</summary>
    public bool IsReplayed { get; private init; }

    /// <summary>Whether its failure would meet all other inputs too, so that the run ends.</summary>
    public bool EndsRun => Failure is { } failure && failure.Scope switch
    {
        FailureScope.Run => true,
        FailureScope.Model => First is not { IsModelPiped: true },
        _ => false,
    };

    /// <summary>What decides whether an answer is the last one, asked in this order.</summary>
    public IReadOnlyList<TurnPolicy> Policies { get; }

    /// <summary>The present turn, or the last one.</summary>
    /// <exception cref="InvalidOperationException">The input never became a request.</exception>
    public Turn Turn => _turn ?? throw new InvalidOperationException("The conversation has no turn.");

    /// <summary>When the call of the last turn began; null where there was none.</summary>
    public DateTimeOffset? Began => _turn?.Began;

    /// <summary>The last answer; null while there is none.</summary>
    public ChatCompletion? Answer { get; private set; }

    /// <summary>Why there is no answer; null while there may be one.</summary>
    public OfoxException? Failure { get; private set; }

    /// <summary>How many calls have been made.</summary>
    public int Calls { get; private set; }

    /// <summary>An input that never became a request, in its place among the others.</summary>
    public static Conversation NotSent(int index, object? source, OfoxException failure, PreparedRequest? prepared = null) =>
        new(index, source, []) { First = prepared, Failure = failure, State = ConversationState.Failed };

    /// <summary>An input that was answered in an earlier run.</summary>
    /// <param name="index">The place of the input among all inputs.</param>
    /// <param name="source">The input.</param>
    /// <param name="prepared">The request that it makes.</param>
    /// <param name="policies">What would have decided about the answer.</param>
    /// <param name="again">Gives the answer, whenever it is asked.</param>
    public static Conversation Answered(
        int index, object? source, PreparedRequest prepared, IReadOnlyList<TurnPolicy> policies, Func<ChatCompletion> again) =>
        new(index, source, policies) { First = prepared, _again = again, IsReplayed = true, State = ConversationState.Completed };

    /// <summary>The answer has been kept elsewhere.</summary>
    public void Keep(Func<ChatCompletion>? again) => _again = again;

    /// <summary>Lets go of an answer that can be had again when it is needed.</summary>
    public void Park()
    {
        if (_again is not null)
        {
            _turn = null;
            Answer = null;
            _memory?.Release();
        }
    }

    /// <summary>
    /// Releases the objects of a long answer, which take many times as much memory as its text and are read again when they are needed.
    /// </summary>
    public void Shelve()
    {
        if (Answer is { Output: not null, Content.Length: >= LongText })
        {
            Answer.Output = null;
            _isShelved = true;
        }
    }

    /// <summary>Gets the answer back, where it was let go of. Where that fails, the conversation has failed.</summary>
    public void Load()
    {
        try
        {
            if (Answer is null && _again is not null)
            {
                ChatCompletion answer = _again();
                MemoryQuota.OfProcess.Discarded(CopiesOfRecord * (answer.Content?.Length ?? 0L));
                Restore(First!.Request, answer);
                Answer = answer;
            }

            if (Answer is not null)
            {
                (Answer.InputObject, Answer.InputIndex) = (Source, InputIndex);
                if (_isShelved && Answer.Output is null)
                {
                    Restore(Turn.Request, Answer);
                }

                _isShelved = false;
            }
        }
        catch (OfoxException failure)
        {
            Failure = failure;
            State = ConversationState.Failed;
        }
    }

    /// <summary>The policy of a kind; null where the conversation has none.</summary>
    public T? Find<T>()
        where T : TurnPolicy => Policies.OfType<T>().FirstOrDefault();

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
        Turn.Failure = failure;
    }

    /// <summary>Asks the policies what comes next. Afterwards the conversation has ended, or its next request is ready.</summary>
    public void EndTurn()
    {
        Move(ConversationState.TurnEnded, ConversationState.TurnEnded);
        _isJudged = true;
        ChatRequest request = Turn.Request;
        OfoxException? failure = Turn.Failure;
        try
        {
            if (Next() is { } next)
            {
                request = next;
                _turn = new Turn(next, RequestWriter.Write(next)) { Memory = _memory };
                State = ConversationState.Ready;
                _isJudged = false;
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
            (Answer.InputObject, Answer.InputIndex) = (Source, InputIndex);
            State = ConversationState.Completed;
            return;
        }

        foreach (TurnPolicy policy in Policies)
        {
            policy.Failed(request, failure);
        }

        Failure = failure;
        State = ConversationState.Failed;
    }

    /// <summary>
    /// The run ends. A turn that has come to its end is judged as any other, but nothing is sent and no tool is run any more; a
    /// conversation that would need either, or that is in the middle of a turn, is interrupted.
    /// </summary>
    public void Close()
    {
        if (State == ConversationState.TurnEnded && !_isJudged
            && (Turn.Failure is not null || !Policies.Any(policy => policy.IsPending(Turn.Answer!))))
        {
            EndTurn();
        }

        State = IsEnded ? State : ConversationState.Interrupted;
    }

    // The request of the first policy that gives one; null if this turn was the last.
    private ChatRequest? Next() => Policies
        .Select(policy => Turn.Failure is { } failure ? policy.AfterFailure(Turn.Request, failure)
            : policy.AfterAnswer(Turn.Request, Turn.Answer!))
        .FirstOrDefault(static next => next is not null);

    // Puts on an answer of a checkpoint, or one that was shelved, what only its policies know.
    private void Restore(ChatRequest request, ChatCompletion answer)
    {
        foreach (TurnPolicy policy in Policies)
        {
            policy.Restored(request, answer);
        }
    }

    private void Move(ConversationState from, ConversationState to) =>
        State = State == from ? to : throw new InvalidOperationException($"The conversation is {State}, not {from}.");
}
