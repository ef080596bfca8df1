using OfoxPS.Core.Conversations;
using OfoxPS.Core.Json;
using OfoxPS.Core.Schema;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>The policy for -As: asks for an answer of a form, reads it, and asks for a repair if it does not fit.</summary>
/// <param name="schema">The form.</param>
/// <param name="givenMode">How the schema is sent; null uses what the server supports.</param>
/// <param name="maximumRepairs">How many times the model is asked to repair its answer.</param>
/// <param name="model">The key of the model and its address.</param>
/// <param name="pipeline">The pipeline, for warnings.</param>
internal sealed class StructuredAnswer(AnswerSchema schema, SchemaMode? givenMode, int maximumRepairs, string model, IPipeline pipeline)
    : TurnPolicy
{
    private readonly ModelHabits _habits = ModelHabits.Of(model);
    private readonly List<object?> _items = [];
    private ListScanner _scanner = new();
    private SchemaMode _mode = givenMode ?? ModelHabits.Of(model).Form.Schema;
    private int _repairs;
    private bool _itemFailed;
    private bool _isDropped;
    private RejectedAnswer? _rejected;
    private OfoxException? _doubtful;

    /// <summary>Whether the model was asked to repair its answer.</summary>
    public bool IsRepaired => _repairs > 0;

    /// <summary>How many items of a list were written while the answer arrived.</summary>
    public int Written { get; private set; }

    /// <summary>The schema as text, independent of how it is sent.</summary>
    public string SchemaText => JsonTreeWriter.ToText(schema.Schema);

    public ChatRequest Apply(ChatRequest request) => SchemaRequest.With(request, schema, _mode, RefusedWords.Of(model));

    /// <summary>The request in another form, if the server has refused this one; null for any other failure.</summary>
    /// <exception cref="OfoxException">A repair failed, and the answer before it does not fit.</exception>
    public override ChatRequest? AfterFailure(ChatRequest request, OfoxException failure)
    {
        if (_mode == SchemaMode.Strict && schema.Strict is not null
            && RefusedWords.Learn(model, failure, JsonTreeWriter.ToText(request.ResponseFormat)))
        {
            pipeline.WriteVerbose($"{failure.Message} Asking again without the words that are not taken.");
            return Apply(request);
        }

        bool isKnown = SchemaSupport.IsRefusal(failure);
        if (givenMode is not null || _mode == SchemaMode.Prompt || !(isKnown || (_doubtful is null && IsDoubtful(failure))))
        {
            return _rejected is not null ? throw _rejected.With(failure)
                : _doubtful is not null && SchemaSupport.MayBeRefusal(failure) ? throw _doubtful
                : null;
        }

        _doubtful ??= isKnown ? null : failure;
        _mode = _mode == SchemaMode.Strict ? SchemaMode.JsonObject : SchemaMode.Prompt;
        if (isKnown && SchemaSupport.IsLasting(failure))
        {
            _habits.LearnSchema(_mode);
        }

        pipeline.WriteVerbose($"{failure.Message} Asking again with -SchemaMode {_mode}.");
        return Apply(request);
    }

    // Whether the server has answered a request with this schema before, or only reports status 500, so that the schema may not
    // be the reason.
    private bool IsDoubtful(OfoxException failure) =>
        _rejected is null && SchemaSupport.MayBeRefusal(failure) && !(_habits.IsSchemaProven && failure.StatusCode >= 500);

    /// <summary>The items of a list that a chunk completes.</summary>
    public IEnumerable<object?> Items(ChatChunk chunk)
    {
        foreach (ChatChunkChoice choice in chunk.Choices.Where(static choice => choice is { Index: 0, Delta.Content: not null }))
        {
            foreach (string json in _scanner.Add(choice.Delta.Content!))
            {
                // Nothing is written after an item that does not fit, so that what is written is the beginning of the list.
                if (_itemFailed || !TryItem(json, out object? item))
                {
                    _itemFailed = true;
                    break;
                }

                Written++;
                _items.Add(item);
                yield return item;
            }
        }
    }

    /// <summary>Reads a whole answer into its <see cref="ChatCompletion.Output"/>.</summary>
    /// <returns>The request for a better answer; null where this one fits.</returns>
    /// <exception cref="OfoxException">The answer is refused, cut off, or does not fit.</exception>
    public override ChatRequest? AfterAnswer(ChatRequest request, ChatCompletion answer)
    {
        if (answer.ToolCalls.Length > 0)
        {
            // The answer with the value follows the tool calls.
            return null;
        }

        try
        {
            return Read(request, answer);
        }
        catch (OfoxException failure) when (_rejected is not null && failure.Kind is not OfoxErrorKind.OfoxSchemaMismatch)
        {
            throw _rejected.With(failure);
        }
    }

    private ChatRequest? Read(ChatRequest request, ChatCompletion answer)
    {
        ListScanner scanner = _scanner;
        _scanner = new ListScanner();
        if (UnusableText(answer) is { } unusable)
        {
            throw unusable;
        }

        string text = answer.Content ?? string.Empty;
        IReadOnlyList<SchemaError> errors = [];
        bool hasJson = IsRead(scanner, text);
        answer.Output = hasJson ? _items.ToArray() : AnswerReader.Read(schema, text, out errors, out hasJson);
        _items.Clear();
        pipeline.WriteWarning(schema.TakeWarning());
        if (hasJson && _isDropped)
        {
            _habits.LearnSchema(_mode);
        }
        else if (hasJson)
        {
            _habits.ProveSchema(_mode);
        }

        if (errors.Count == 0)
        {
            return null;
        }

        // A gateway may drop response_format silently, so that the model has not seen the schema. It is asked again with the schema in the
        // instructions, and its answer shows whether that was the reason.
        if (!hasJson && !EmbeddedJson.Begins(text) && givenMode is null && _mode == SchemaMode.Strict && Written == 0)
        {
            _isDropped = true;
            _mode = SchemaMode.Prompt;
            pipeline.WriteVerbose(
                $"There is no JSON in the answer: the server seems to drop response_format. Asking again with -SchemaMode {_mode}.");
            return Apply(request);
        }

        // No repair after items were written, because those of the repaired answer would follow them.
        if (_repairs < maximumRepairs && Written == 0)
        {
            _repairs++;
            _itemFailed = false;
            _rejected = new RejectedAnswer(answer, errors);
            pipeline.WriteVerbose($"The answer does not fit ({errors[0]}). Asking for repair {_repairs} of {maximumRepairs}.");
            return request with { Messages = [.. answer.Conversation, SchemaRequest.Repair(schema, _mode, errors)] };
        }

        throw AnswerReader.Mismatch(errors, answer);
    }

    /// <summary>Reads an answer from a checkpoint.</summary>
    public override void Restored(ChatRequest request, ChatCompletion answer)
    {
        if (answer.ToolCalls.Length > 0)
        {
            return;
        }

        answer.Output = AnswerReader.Read(schema, answer.Content ?? string.Empty, out IReadOnlyList<SchemaError> errors, out _);
        if (errors.Count > 0)
        {
            throw AnswerReader.Mismatch(errors, answer);
        }
    }

    // Whether all items were written already, so that the text need not be read again.
    private bool IsRead(ListScanner scanner, string text) =>
        schema.Shape is ListShape && !_itemFailed && _items.Count > 0 && _items.Count == Written
        && scanner.IsComplete && scanner.Length == text.Length && (scanner.Wrapper.Length == 0 || AnswerSchema.IsWrapper(scanner.Wrapper));

    private bool TryItem(string json, out object? item)
    {
        item = null;
        List<object?> values = EmbeddedJson.Find(json, out bool isEntireText);
        if (!isEntireText)
        {
            return false;
        }

        item = schema.ReadItem(values[0], Written, out IReadOnlyList<SchemaError> errors);
        return errors.Count == 0;
    }

    /// <summary>The last answer that did not fit the schema, while the model is asked to repair it.</summary>
    private sealed record RejectedAnswer(ChatCompletion Answer, IReadOnlyList<SchemaError> Errors)
    {
        /// <summary>
        /// The error of a repair that failed: the answer, its differences and the failure. A failure that concerns every input (no key,
        /// no credit, the budget) is kept as it is, because it ends the run.
        /// </summary>
        public OfoxException With(OfoxException failure)
        {
            if (failure.Scope is not FailureScope.Input
                || failure.Kind is OfoxErrorKind.OfoxBudgetExceeded or OfoxErrorKind.OfoxCassetteMiss)
            {
                failure.Completion ??= Answer;
                return failure;
            }

            OfoxException mismatch = AnswerReader.Mismatch(Errors, Answer, failure);
            return mismatch.WithWords($"The repair failed: {failure.Message.TrimEnd('.')}");
        }
    }
}
