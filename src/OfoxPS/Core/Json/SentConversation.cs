namespace OfoxPS.Core.Json;

/// <summary>
/// Which messages of a conversation are sent with a request, and how: a <see cref="SentForm"/> for each, null for one that is not sent.
/// </summary>
internal sealed class SentConversation
{
    private readonly ChatRequest _request;
    private readonly SentForm _form;
    private readonly SentCallIds? _ids;
    private readonly bool[]? _inTurnOfTools;
    private string? _instructions;

    public SentConversation(ChatRequest request)
    {
        _request = request;
        _form = new SentForm(request.Tools);
        _inTurnOfTools = TurnsOfTools(request.Messages);
        _ids = _inTurnOfTools is null ? null : new SentCallIds();
    }

    /// <summary>
    /// The form of a message, until the next one is asked for: in the order of the messages, because ids are given in it.
    /// </summary>
    /// <param name="index">The message's place.</param>
    public SentForm? Next(int index)
    {
        ChatMessage message = _request.Messages[index];
        bool isOwn = !message.Received;

        // The writer is unknown where the conversation comes from an older version.
        bool isSameModel = isOwn || message.Model!.Length == 0 || message.Model == _request.Model;
        bool sendsOwn = isSameModel && (isOwn || _request.Form.Reasoning);
        bool inTurn = _inTurnOfTools?[index] == true && sendsOwn;
        _form.WithFields = isOwn || inTurn;
        _form.WithThinking = isOwn || inTurn;
        _form.WithSignatures = sendsOwn;
        _form.WithMedia = isSameModel && _request.Form.Media;
        _form.Role = RoleOf(message);
        _form.CallIds = message.ToolCalls.Length > 0 ? _ids!.Begin(message.ToolCalls) : [];
        _form.AnswerId = message.ToolCallId is { } id ? _ids?.Answer(id) : null;
        _form.Instructions = null;
        _form.CachedParts = 0;
        return IsEmpty(message, _form) || IsFolded(message, index, _form) ? null : _form;
    }

    private string? RoleOf(ChatMessage message) => message.Role is not ("system" or "developer") ? null : _request.Form.System switch
    {
        SystemRole.Developer => "developer",
        SystemRole.System => "system",
        SystemRole.User => "user",
        _ => null,
    };

    // Instructions become the beginning of the user's next message: two of the user in a row are refused by the same templates.
    private bool IsFolded(ChatMessage message, int index, SentForm form)
    {
        if (_request.Form.System != SystemRole.User)
        {
            return false;
        }

        if (form.Role is null)
        {
            form.Instructions = message.Role == "user" ? _instructions : null;
            _instructions = message.Role == "user" ? null : _instructions;
            return false;
        }

        bool isFollowed = _request.Messages.Skip(index + 1).Any(static next => next.Role == "user");
        _instructions = isFollowed ? (_instructions is null ? message.ToString() : $"{_instructions}\n\n{message}") : _instructions;
        return isFollowed;
    }

    // Mistral, Anthropic and Bedrock refuse an assistant's message that says nothing and calls nothing.
    private static bool IsEmpty(ChatMessage message, SentForm form) =>
        message.Role == "assistant" && message.ToolCalls.Length == 0 && string.IsNullOrEmpty(message.Refusal)
            && (message.Received || !message.Fields.Any)
        && !(message.Received && ((form.WithMedia && (message.Fields["images"] is not null || AnswerMedia.AudioIdOf(message) is not null))
            || AnswerMedia.TranscriptOf(message) is { Length: > 0 }))
        && (message.Content is null or string ? string.IsNullOrWhiteSpace(message.Content as string)
            && !(form.WithThinking && message.Tagged is not null)
            : SaysNothing(message.Parts, form.WithThinking));

    private static bool SaysNothing(IEnumerable<ChatContentPart> parts, bool withThinking) => parts.All(
        part => Thinking.IsThinking(part.Type) ? !withThinking : part.Type == "text" && string.IsNullOrWhiteSpace(part.Text));

    // From one message of the user to the next: where tools were called in between, servers want the reasoning of that turn unchanged, in
    // all requests that follow (DeepSeek refuses them without it).
    private static bool[]? TurnsOfTools(IReadOnlyList<ChatMessage> messages)
    {
        bool[]? turns = null;
        int start = 0;
        bool hasCalls = false;
        for (int i = 0; i <= messages.Count; i++)
        {
            if (i < messages.Count && messages[i].Role != "user")
            {
                hasCalls |= messages[i].ToolCalls.Length > 0;
                continue;
            }

            if (hasCalls)
            {
                turns ??= new bool[messages.Count];
                for (int j = start; j < i; j++)
                {
                    turns[j] = true;
                }
            }

            (start, hasCalls) = (i + 1, false);
        }

        return turns;
    }
}
