using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Files;
using OfoxPS.Core.Json;
using OfoxPS.Core.Preview;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Running;

/// <summary>Makes a request from prompt, input and settings.</summary>
internal sealed class RequestFactory(RequestSettings settings)
{
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private ChatRequest? _template;
    private string? _model;
    private string? _cacheKey;
    private Func<string, string>? _clean;
    private ((string Model, object? Address, int Block) Place, ModelHabits Habits)? _habits;

    public string? Prompt { get; init; }

    public IReadOnlyList<ChatMessage> Earlier { get; init; } = [];

    public IReadOnlyList<ChatContentPart> Attachments { get; init; } = [];

    public required InputWriter Input { get; init; }

    public bool Stream { get; init; }

    /// <summary>Whether what the requests have in common is marked for the provider's prompt cache.</summary>
    public bool CachesPrompt { get; init; }

    /// <summary>Reads what all requests have in common, before there is any input.</summary>
    /// <exception cref="OfoxException">No request can be made with it.</exception>
    public void Begin()
    {
        CallSettings.Check(settings);
        (_template, _model) = (new RequestTemplate(settings).Create(Stream), Model());
    }

    /// <summary>Makes the request of an input.</summary>
    /// <param name="input">What it is about.</param>
    /// <param name="shape">Changes the request before it is written.</param>
    /// <exception cref="OfoxException">There is nothing to ask, or it cannot be sent.</exception>
    public PreparedRequest Create(UserInput input, Func<ChatRequest, ChatRequest> shape)
    {
        ChatRequest request = shape(Build(input));
        RequestForm form = HabitsOf(request.Model).Form;
        request = request.Form == form ? request : request with { Form = form };
        return new PreparedRequest(request, RequestWriter.Write(request), [.. input.Warnings]) { IsModelPiped = input.Model is not null };
    }

    /// <summary>What the process has learned about a model on its server.</summary>
    public ModelHabits HabitsOf(string model)
    {
        // Nearly all requests of a pipeline go to the same model, and making its key costs more than the rest of a request.
        (string, object?, int) place = (model, settings.Find("BaseUri").Value, TestScopes.Current.Number);
        if (_habits is not { } known || known.Place != place)
        {
            _habits = known = (place, ModelHabits.Of(ModelKeyOf(model)));
        }

        return known.Habits;
    }

    /// <summary>
    /// The key under which the process remembers what a server accepts for a model: the address and the model's id. Each test block
    /// has keys of its own.
    /// </summary>
    public string ModelKeyOf(string model) =>
        (TestScopes.Current.Number is > 0 and int block ? $"block {block} " : string.Empty)
            + $"{CallSettings.EndpointOf(settings)} {model}";

    /// <summary>The preview of a request as it would be sent.</summary>
    public RequestPreview PreviewOf(PreparedRequest prepared)
    {
        CallOptions options = CallSettings.PreviewOf(settings);
        CatalogFile catalog = CallSettings.CatalogOf(options.Endpoint);
        return new RequestPreview(prepared.Request, prepared.Body, options with { Prices = () => catalog.Read(out _) });
    }

    private ChatRequest Build(UserInput input)
    {
        List<ChatMessage> messages = Earlier.Count + input.Messages.Count == 0
            ? []
            : [.. Earlier.Concat(input.Messages).Select(Normalizer.Plain)];
        string? own = OwnText(input) is { } written ? Masked(input, written) : null;
        MaskFiles(input);
        ChatMessage? message = UserMessage(input, own);
        if (message is not null)
        {
            messages.Add(message);
        }

        if (messages.Count == 0 || (messages[messages.Count - 1] is { Role: "assistant", ToolCalls.Length: 0 } && input.Messages.Count > 0))
        {
            throw Failure.InvalidArgument(
                "There is nothing to ask: give a prompt, an attachment, messages or input. ofox -h shows examples.");
        }

        if (AsksNothing(messages[messages.Count - 1]))
        {
            throw Failure.InvalidArgument("The last message of the user has no content, so there is nothing to ask.");
        }

        if (messages.Exists(static message => message.IsRemains || Array.Exists(message.ToolCalls, static call => call.Id.Length == 0)))
        {
            throw Failure.InvalidArgument(
                "A message of the conversation is incomplete: its parts or tool calls were saved as text only. "
                    + "Save it with Export-Clixml -Depth 6.");
        }

        AddSystem(messages);
        string model = ModelOf(input);
        return _template! with
        {
            Model = model,
            Messages = messages,
            Shared = CachesPrompt ? SharedPart(model, input, message, own) : null,
        };
    }

    // Fields without a property may be what it asks about, as the images of a message for Ollama.
    private static bool AsksNothing(ChatMessage message) =>
        message is { Role: "user", IsRemains: false, Fields.Any: false } && message.Content switch
        {
            string text => string.IsNullOrWhiteSpace(text),
            ChatContentPart[] parts => Array.TrueForAll(
                parts, static part => part is { Type: "text", Fields.Any: false } && string.IsNullOrWhiteSpace(part.Text)),
            var content => content is null,
        };

    // With a prompt cache, what the requests have in common must come first: the prompt, then the attachments.
    private SharedPrompt SharedPart(string model, UserInput input, ChatMessage? message, string? own)
    {
        CacheMark mark = SharedPrompt.MarkOf(model);
        ChatContentPart[] texts = string.IsNullOrEmpty(own) ? [] : [ChatContentPart.FromText(own!)];

        // The texts of the parts joined are the text of the whole message.
        string gap = texts.Length > 0 && Attachments.Count == 0 ? "\n\n" : string.Empty;
        ChatContentPart[] shared = [
            .. string.IsNullOrWhiteSpace(Prompt) ? Array.Empty<ChatContentPart>() : [ChatContentPart.FromText(Prompt + gap)],
            .. Attachments];
        ChatContentPart[] rest = [.. texts, .. input.Files];
        bool isSplit = message is not null && shared.Length > 0 && input.Messages.Count == 0
            && (mark == CacheMark.Part || (Attachments.Count > 0 && rest.Length > 0));
        return new SharedPrompt
        {
            Mark = mark,
            Key = mark == CacheMark.Key ? _cacheKey ??= CacheKey(shared) : null,
            Messages = Earlier.Count - (Earlier.Count > 0 && Earlier[0].Role is "system" or "developer" ? 1 : 0),
            Message = isSplit ? message : null,
            Sent = isSplit ? new ChatMessage { Content = (ChatContentPart[])[.. shared, .. rest] } : null,
            Parts = isSplit ? shared.Length : 0,
        };
    }

    // A hash of what the requests share: the same on every machine and in every run.
    private string CacheKey(ChatContentPart[] shared)
    {
        List<ChatMessage> messages = [.. Earlier.Select(Normalizer.Plain), new ChatMessage { Content = shared }];
        AddSystem(messages);
        return "ofox-" + Sha256.TextOf(RequestWriter.Write(_template! with { Messages = messages, Stream = false }).Describe(), bytes: 8);
    }

    /// <summary>The last message by a model in the conversation that an input continues; null for a new conversation.</summary>
    public ChatMessage? LastAnswer(UserInput input) =>
        input.Messages.FindLast(static message => message?.Received == true)
            ?? Earlier.LastOrDefault(static message => message?.Received == true);

    private string ModelOf(UserInput input) =>
        input.Model is { } named ? RequestTemplate.Id("-InputObject", named)
        : settings.Conversation.ModelOf(LastAnswer(input)) is { } held ? RequestTemplate.Id("-Message", held)
        : _model!;

    private string Model() => settings.Get<string>("Model") is { } model && model.Trim().Length > 0
        ? RequestTemplate.Id(Place("Model"), model)
        : throw Failure.InvalidArgument($"{Place("Model")} is empty.");

    private string Place(string name) => settings.Find(name).Place;

    // The text of the input, objects included; null where there is none.
    private string? OwnText(UserInput input)
    {
        string? lines = input.Texts.Count == 0 ? null : input.Texts.Count == 1 ? input.Texts[0] : string.Join("\n", input.Texts);
        if (lines is not null && string.IsNullOrWhiteSpace(lines) && input.Objects.Count + input.Files.Count == 0)
        {
            throw Failure.InvalidArgument("The input is an empty string.");
        }

        if (input.Objects.Count == 0)
        {
            return lines;
        }

        if (Input.Property.Count > 0)
        {
            if (!input.Objects.Exists(item => Input.Property.Any(choice => choice.IsIn(item))))
            {
                throw PropertyChoice.NoneIn(input.Objects[0], Input.Property);
            }

            input.Warnings.AddRange(
                Input.Property.Select(choice => choice.Misspelt(input.Objects[0])).OfType<string>().Where(_warned.Add));
        }

        ObjectJson json = Input.Write(input.Objects, input.IsList);
        if (json.Warning is not null)
        {
            input.Warnings.Add(json.Warning);
        }

        return lines is null ? json.Text : $"{lines}\n\n{json.Text}";
    }

    // The key is in the environment, which is piped to a model as any other objects are.
    private string Masked(UserInput input, string text)
    {
        string masked = (_clean ??= SessionSecrets.CleanOf(settings))(text);
        if (masked != text && _warned.Add(nameof(Masked)))
        {
            input.Warnings.Add("The input contains a secret of the settings, such as the API key. It is sent as ****.");
        }

        return masked;
    }

    private void MaskFiles(UserInput input)
    {
        for (int i = 0; i < input.Files.Count; i++)
        {
            if (input.Files[i] is { Type: "text", Text: { } text } && Masked(input, text) is var masked && masked != text)
            {
                input.Files[i] = ChatContentPart.FromText(masked);
            }
        }
    }

    // Text alone is sent as a string, which every server accepts; with files it is a list of parts.
    private ChatMessage? UserMessage(UserInput input, string? own)
    {
        string? prompt = string.IsNullOrWhiteSpace(Prompt) ? null : Prompt;
        string text = prompt is not null && own is not null ? $"{prompt}\n\n{own}" : prompt ?? own ?? string.Empty;
        if (input.Files.Count + Attachments.Count > 0)
        {
            ChatContentPart[] files = [.. input.Files, .. Attachments];
            ChatContentPart[] parts = text.Length > 0 ? [ChatContentPart.FromText(text), .. files] : files;
            return new ChatMessage { Content = parts };
        }

        return text.Trim().Length > 0 ? new ChatMessage("user", text)
            : own is not null ? throw Failure.InvalidArgument("The text is empty.")
            : null;
    }

    // -System replaces the instructions of a continued conversation; a configured value is used only where it has none.
    private void AddSystem(List<ChatMessage> messages)
    {
        if (settings.Get<string>("System") is not { Length: > 0 } system)
        {
            return;
        }

        ChatMessage message = new(messages[0].Role == "developer" ? "developer" : "system", system);
        if (messages[0].Role is not ("system" or "developer"))
        {
            messages.Insert(0, message);
        }
        else if (settings.SourceOf("System") == "parameter")
        {
            messages[0] = message;
        }
    }
}
