using System.Collections;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Answers;

/// <summary>Puts a completion together from its chunks. A whole answer is one chunk, so there is no other way to make one.</summary>
/// <param name="limits">How much is accepted.</param>
/// <param name="expectedChoices">How many answers were asked for.</param>
/// <param name="keepText">Whether text, arguments and unknown fields are kept, or only counted.</param>
internal sealed class CompletionAssembler(AnswerLimits limits, double expectedChoices = 1, bool keepText = true)
{
    // In the order of their indexes.
    private readonly List<MessageAssembler> _choices = [];
    private readonly MergedFields _rest = new();
    private readonly double _expectedChoices = Math.Max(expectedChoices, 1);
    private MessageAssembler? _latest;
    private RawFields? _latestFields;
    private int _ended;
    private string? _id;
    private DateTimeOffset? _created;
    private int _usagesAlone;

    /// <summary>Every answer that was asked for or began has said why it ended.</summary>
    public bool Finished => _choices.Count >= _expectedChoices && _ended == _choices.Count;

    /// <summary>What the server says was used; null where it has not said it.</summary>
    public Usage? Usage { get; private set; }

    /// <summary>The model that answers; null where the server has not said it.</summary>
    public string? Model { get; private set; }

    public bool Empty => _choices.Count == 0;

    /// <summary>There is no place for an answer in what came, and no filter says why.</summary>
    public bool IsBare => _choices.TrueForAll(static choice => choice.IsBare && !FinishReasons.IsRefused(choice.FinishReason));

    /// <exception cref="OfoxException">The answer is more than is accepted. What came before is kept.</exception>
    public void Add(ChatChunk chunk)
    {
        _id ??= chunk.Id is { Length: > 0 } id ? id : null;
        Model = chunk.Model is { Length: > 0 } model ? model : Model;
        _created ??= chunk.Created;
        if (chunk.Usage is { } usage)
        {
            AddUsage(usage, isAlone: chunk.Choices.Length == 0);
        }

        if (keepText && chunk.Fields.Any && !(chunk.Fields.Raw is { IsFlat: true } raw && ReferenceEquals(raw, _latestFields)))
        {
            _latestFields = chunk.Fields.Raw;
            _rest.Replace(chunk.AdditionalProperties, limits);
        }

        foreach (ChatChunkChoice piece in chunk.Choices)
        {
            MessageAssembler choice = _latest?.Index == piece.Index ? _latest : _latest = At(piece.Index);

            bool goesOn = choice.FinishReason is null;
            choice.Add(piece);
            _ended += goesOn && choice.FinishReason is not null ? 1 : 0;
        }
    }

    /// <summary>Whether a chunk brings something to see: the moment of the first token.</summary>
    public static bool HasToken(ChatChunk chunk) => Array.Exists(chunk.Choices, static choice =>
        choice.Delta is { Content.Length: > 0 } or { Refusal.Length: > 0 } or { ToolCalls.Length: > 0 } or { Reasoning.Length: > 0 }
            or { Parts.Length: > 0 });

    /// <summary>Whether a chunk brings anything of an answer: many servers begin with the role alone.</summary>
    public static bool Brings(ChatChunk chunk) => HasToken(chunk) || Array.Exists(chunk.Choices, static choice =>
        choice.FinishReason is not null
        || (choice.Delta.Fields.Any && choice.Delta.AdditionalProperties.Values.Cast<object?>().Any(static value => !IsEmpty(value))));

    // llama.cpp sends a usage for each answer, in chunks without choices; all others send one for all answers. Some repeat it with each
    // chunk, and some send one of zeros at the end.
    private void AddUsage(Usage usage, bool isAlone)
    {
        bool isFurther = isAlone && _expectedChoices > 1 && _usagesAlone > 0 && _usagesAlone < _choices.Count;
        _usagesAlone += isAlone ? 1 : 0;
        Usage = isFurther ? Usage.OfAnswers(Usage!, usage) : usage.IsNothing && Usage is { IsNothing: false } ? Usage : usage;
    }

    private MessageAssembler At(int index)
    {
        int place = _choices.Count;
        while (place > 0 && _choices[place - 1].Index > index)
        {
            place--;
        }

        if (place > 0 && _choices[place - 1].Index == index)
        {
            return _choices[place - 1];
        }

        limits.AddChoice();
        MessageAssembler choice = new(index, limits, keepText);
        _choices.Insert(place, choice);
        return choice;
    }

    private static bool IsEmpty(object? value) => value is null or "" or ICollection { Count: 0 };

    /// <summary>What is wrong with an answer that is whole; null if nothing.</summary>
    public OfoxException? Contradiction() =>
        _choices.Find(static choice => choice.LacksCalls) is not { } lacking ? null : new OfoxException(
        OfoxErrorKind.OfoxInvalidResponse, $"The answer ends with the finish reason {lacking.FinishReason}, but it calls no tool");

    public ChatCompletion ToCompletion(ChatRequest request)
    {
        HashSet<string>? taken = _choices.Exists(static choice => choice.HasCalls) ? IdsOf(request) : null;
        ChatChoice[] choices = new ChatChoice[_choices.Count];
        for (int i = 0; i < choices.Length; i++)
        {
            choices[i] = _choices[i].ToChoice(taken, request.Model);
        }

        KeepSources(choices);

        return new ChatCompletion
        {
            Id = _id,
            Choices = choices,
            Usage = Usage,
            RequestedModel = request.Model,
            Model = Model ?? request.Model,
            Created = _created,
            Conversation = choices.Length > 0 ? [.. request.Messages, choices[0].Message] : [.. request.Messages],
            Fields = _rest.ToLazyFields(),
        };
    }

    // Sources are fields of the answer; they are copied to its message, so that conversations and files have them.
    private void KeepSources(ChatChoice[] choices)
    {
        foreach (string name in choices.Length == 1 ? CitationReader.BesideMessage : [])
        {
            if (_rest[name] is { } sources && choices[0].Message.Fields[name] is null)
            {
                choices[0].Message.AdditionalProperties[name] = MergedFields.Finished(sources);
            }
        }
    }

    // The ids of the calls in the conversation: one that is made up for a new call must differ from them.
    private static HashSet<string> IdsOf(ChatRequest request) =>
        [.. request.Messages.SelectMany(static message => message.ToolCalls).Select(static call => call.Id)];
}
