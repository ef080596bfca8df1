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

    private readonly TurnPolicies _policies;
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
    {
        Index = index;
        Source = source;
        _policies = new TurnPolicies(policies);
        _turn = new Turn(prepared.Request, prepared.Body);
        First = prepared;
    }

    private Conversation(int index, object? source, OfoxException failure, PreparedRequest? prepared)
    {
        First = prepared;
        Index = index;
        Source = source;
        _policies = new TurnPolicies([]);
        Failure = failure;
        State = ConversationState.Failed;
    }

    private Conversation(int index, object? source, IReadOnlyList<TurnPolicy> policies, Func<ChatCompletion> again)
    {
        Index = index;
        Source = source;
        _policies = new TurnPolicies(policies);
        _again = again;
        IsReplayed = true;
        State = ConversationState.Completed;
    }

    public int Index { get; }

    public object? Source { get; }

    /// <summary>The place of <see cref="Source"/> among all objects of the pipeline, from 0; null where there is no pipeline.</summary>
    public long? InputIndex { get; set; }

    public ConversationState State { get; private set; }

    public bool IsEnded => State is ConversationState.Completed or ConversationState.Failed;

    /// <summary>The first request, from which a checkpoint gives the conversation again; null where there was none to send.</summary>
    public PreparedRequest? First { get; private set; }

    /// <summary>What a checkpoint knows the request by; null where no record of it is to be kept, or not any more.</summary>
    public RecordKey? Key { get; set; }

    /// <summary>What it holds of the memory of the process; null where nobody counts, or nothing was received.</summary>
    public ConversationMemory? Memory
    {
        get => _memory;
        set => Turn.Memory = _memory = value;
    }

    /// <summary>The answer is one of an earlier run.</summary>
    public bool IsReplayed { get; }

    /// <summary>Whether its failure would meet all other inputs too, so that the run ends.</summary>
    public bool EndsRun => Failure is { } failure && failure.Scope switch
    {
        FailureScope.Run => true,
        FailureScope.Model => First is not { IsModelPiped: true },
        _ => false,
    };

    public IReadOnlyList<TurnPolicy> Policies => _policies.List;

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
        new(index, source, failure, prepared);

    /// <summary>An input that was answered in an earlier run.</summary>
    /// <param name="index">The place of the input among all inputs.</param>
    /// <param name="source">The input.</param>
    /// <param name="policies">What would have decided about the answer.</param>
    /// <param name="again">Gives the answer, whenever it is asked.</param>
    public static Conversation Answered(int index, object? source, IReadOnlyList<TurnPolicy> policies, Func<ChatCompletion> again) =>
        new(index, source, policies, again);

    /// <summary>The answer has been kept elsewhere.</summary>
    /// <param name="again">Gives it, whenever it is asked.</param>
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
                Answer = _again();
                MemoryQuota.OfProcess.Discarded(CopiesOfRecord * (Answer.Content?.Length ?? 0L));
            }

            if (Answer is not null)
            {
                (Answer.InputObject, Answer.InputIndex) = (Source, InputIndex);
                Unshelve(Answer);
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
        where T : TurnPolicy => _policies.Find<T>();

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
        _isJudged = true;
        ChatRequest request = Turn.Request;
        OfoxException? failure = Turn.Failure;
        try
        {
            if (_policies.Next(Turn, failure) is { } next)
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

        _policies.Failed(request, failure);
        Failure = failure;
        State = ConversationState.Failed;
    }

    /// <summary>
    /// The run ends. A turn that has come to its end is judged as any other, but nothing is sent and no tool is run any more; a
    /// conversation that would need either, or that is in the middle of a turn, is interrupted.
    /// </summary>
    public void Close()
    {
        if (State == ConversationState.TurnEnded && !_isJudged && (Turn.Failure is not null || !_policies.IsPending(Turn.Answer!)))
        {
            EndTurn();
        }

        State = IsEnded ? State : ConversationState.Interrupted;
    }

    private void Unshelve(ChatCompletion answer)
    {
        if (_isShelved && answer.Output is null)
        {
            _policies.Restored(Turn.Request, answer);
        }

        _isShelved = false;
    }

    private void Move(ConversationState from, ConversationState to) =>
        State = State == from ? to : throw new InvalidOperationException($"The conversation is {State}, not {from}.");
}
