using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Files;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;
using OfoxPS.Core.Preview;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Testing;
using OfoxPS.Shell.Tools;

namespace OfoxPS.Shell.Running;

/// <summary>Makes requests of prompt, input and settings.</summary>
internal sealed class RequestFactory
{
    private readonly RequestSettings _settings;
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private ChatRequest? _template;
    private string? _model;
    private string? _cacheKey;
    private ((string Model, object? Address, int Block) Place, ModelHabits Habits)? _habits;

    public RequestFactory(RequestSettings settings) => _settings = settings;

    public string? Prompt { get; init; }

    public IReadOnlyList<ChatMessage> Earlier { get; init; } = [];

    public IReadOnlyList<ChatContentPart> Attachments { get; init; } = [];

    public required InputOptions Input { get; init; }

    public bool Stream { get; init; }

    /// <summary>Whether the provider's prompt cache is told what the requests share.</summary>
    public bool CachesPrompt { get; init; }

    /// <summary>Reads what all requests have in common, before there is any input.</summary>
    /// <exception cref="OfoxException">No request can be made with it.</exception>
    public void Begin()
    {
        CallSettings.Check(_settings);
        (_template, _model) = (Template(), Model());
    }

    /// <summary>Makes the request of an input.</summary>
    /// <param name="input">What it is about.</param>
    /// <param name="shape">Changes the request before it is written.</param>
    /// <exception cref="OfoxException">There is nothing to ask, or it cannot be sent.</exception>
    public PreparedRequest Create(UserInput input, Func<ChatRequest, ChatRequest> shape)
    {
        List<string>? warnings = input.Warnings.Count > 0 ? [.. input.Warnings] : null;
        ChatRequest request = shape(Build(input, ref warnings));
        RequestForm form = HabitsOf(request.Model).Form;
        request = request.Form == form ? request : request with { Form = form };
        return new PreparedRequest(request, RequestWriter.Write(request), warnings?.ToArray() ?? []) { IsModelPiped = input.Model is not null };
    }

    /// <summary>What is known of a model where its requests are sent.</summary>
    public ModelHabits HabitsOf(string model)
    {
        // The requests of a pipeline ask the same model nearly always, and its key costs more than the rest of a request.
        (string, object?, int) place = (model, _settings.Find("BaseUri").Value, TestScopes.Current.Number);
        if (_habits is not { } known || known.Place != place)
        {
            _habits = known = (place, ModelHabits.Of(ModelKey.Of(_settings, model)));
        }

        return known.Habits;
    }

    /// <summary>A request as it would be sent, to be shown.</summary>
    public RequestPreview PreviewOf(PreparedRequest prepared)
    {
        CallOptions options = CallSettings.PreviewOf(_settings);
        CatalogFile catalog = CallSettings.CatalogOf(options.Endpoint);
        return new RequestPreview(prepared.Request, prepared.Body, options with { Prices = () => catalog.Read(out _) });
    }

    private ChatRequest Build(UserInput input, ref List<string>? warnings)
    {
        List<ChatMessage> messages = Earlier.Count + input.Messages.Count == 0 ? [] : [.. Earlier.Concat(input.Messages).Select(Normalizer.Plain)];
        string? own = OwnText(input, ref warnings);
        ChatMessage? message = UserMessage(input, own);
        if (message is not null)
        {
            messages.Add(message);
        }

        if (messages.Count == 0 || (messages[messages.Count - 1] is { Role: "assistant", ToolCalls.Length: 0 } && input.Messages.Count > 0))
        {
            throw Failure.InvalidArgument("There is nothing to ask: give a prompt, an attachment, messages or input.");
        }

        if (messages.Exists(static message => message.IsRemains || Array.Exists(message.ToolCalls, static call => call.Id.Length == 0)))
        {
            throw Failure.InvalidArgument("A message of the conversation is incomplete: its parts or tool calls were saved as text only. Save it with Export-Clixml -Depth 6.");
        }

        AddSystem(messages);
        string model = ModelOf(input);
        return _template! with { Model = model, Messages = messages, Shared = CachesPrompt ? SharedPart(model, input, message, own) : null };
    }

    // What the requests share stands first, whatever the order of a message is elsewhere: the prompt, then the attachments.
    private SharedPrompt SharedPart(string model, UserInput input, ChatMessage? message, string? own)
    {
        CacheMark mark = SharedPrompt.MarkOf(model);
        ChatContentPart[] texts = string.IsNullOrEmpty(own) ? [] : [ChatContentPart.FromText(own!)];

        // The text of the parts is that of the whole message.
        string gap = texts.Length > 0 && Attachments.Count == 0 ? "\n\n" : string.Empty;
        ChatContentPart[] shared = [.. string.IsNullOrWhiteSpace(Prompt) ? Array.Empty<ChatContentPart>() : [ChatContentPart.FromText(Prompt + gap)], .. Attachments];
        ChatContentPart[] rest = [.. texts, .. input.Files];
        bool isSplit = message is not null && shared.Length > 0 && input.Messages.Count == 0 && (mark == CacheMark.Part || (Attachments.Count > 0 && rest.Length > 0));
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

    // The same on each machine and in each run that shares as much.
    private string CacheKey(ChatContentPart[] shared)
    {
        List<ChatMessage> messages = [.. Earlier.Select(Normalizer.Plain), new ChatMessage { Content = shared }];
        AddSystem(messages);
        return "ofox-" + Sha256.TextOf(RequestWriter.Write(_template! with { Messages = messages, Stream = false }).Describe(), bytes: 8);
    }

    // All that the requests of a pipeline have in common.
    private ChatRequest Template()
    {
        ChatTool[] tools = [.. (_settings.Get<ChatTool[]>("Tool") ?? []).Select(Normalizer.Plain)];
        if (tools.FirstOrDefault(static tool => tool.Runner is CommandTool { IsForeign: true }) is { } foreign)
        {
            throw Failure.InvalidArgument($"The tool '{foreign.Name}' is a script of another runspace. Make it with New-OfoxTool in the runspace that uses it.");
        }

        if (tools.GroupBy(static tool => tool.Name, StringComparer.Ordinal).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            throw Failure.InvalidArgument($"Two tools are named '{twice.Key}'. New-OfoxTool -Name gives another name.");
        }

        return new ChatRequest
        {
            Model = string.Empty,
            Messages = [],
            Stream = Stream,
            Temperature = _settings.GetValue<double>("Temperature"),
            MaxTokens = _settings.GetValue<int>("MaxTokens"),
            TopP = _settings.GetValue<double>("TopP"),
            FrequencyPenalty = _settings.GetValue<double>("FrequencyPenalty"),
            PresencePenalty = _settings.GetValue<double>("PresencePenalty"),
            ReasoningEffort = Word("ReasoningEffort"),
            Stop = _settings.Get<string[]>("Stop") is not { } stop ? []
                : Array.IndexOf(stop, null) < 0 && Array.IndexOf(stop, string.Empty) < 0 ? [.. stop.Select(text => WellFormed.Check(text, Place("Stop")))]
                : throw Failure.InvalidArgument($"{Place("Stop")} contains $null or an empty text, at which every answer would end"),
            Seed = _settings.GetValue<long>("Seed"),
            Tools = tools,
            ToolChoice = ToolChoice(tools),
            ResponseFormat = _settings.Get<IDictionary>("ResponseFormat"),
            Provider = Provider(),
            Extra = Extra(),
        };
    }

    // The tool that must be called is found without regard to case, as commands are. A name that no tool has would be an error of the server.
    private object? ToolChoice(ChatTool[] tools)
    {
        object? choice = _settings.Get<object>("ToolChoice");
        if (tools.Length == 0 || (choice as IDictionary)?["function"] is not IDictionary function || function["name"] is not string name
            || Array.Exists(tools, tool => tool.Name == name))
        {
            return choice;
        }

        string[] names = [.. tools.Select(static tool => tool.Name)];
        if (WordList.Match(names, name) is { } known)
        {
            return ToolChoiceTransformationAttribute.Of(known);
        }

        string advice = NearestName.Of(name, names) is { } near ? $"Did you mean '{near}'?" : $"The tools are: {string.Join(", ", names.Take(20))}.";
        throw Failure.InvalidArgument($"-ToolChoice names '{name}', but no tool of -Tool has this name. {advice}");
    }

    /// <summary>The last message that a model wrote of the conversation which an input goes on with; null where it begins one.</summary>
    public ChatMessage? LastAnswer(UserInput input) =>
        input.Messages.FindLast(static message => message?.Received == true) ?? Earlier.LastOrDefault(static message => message?.Received == true);

    private string ModelOf(UserInput input) =>
        input.Model is { } named ? Id("-InputObject", named)
        : _settings.Conversation.ModelOf(LastAnswer(input)) is { } held ? Id("-Message", held)
        : _model!;

    private string Model() => _settings.Get<string>("Model") is { } model && model.Trim().Length > 0
        ? Id(Place("Model"), model)
        : throw Failure.InvalidArgument($"{Place("Model")} is empty.");

    private string Place(string name) => _settings.Find(name).Place;

    private static string Id(string place, string? model) => string.IsNullOrWhiteSpace(model)
        ? throw Failure.InvalidArgument($"{place} contains $null or an empty text in place of a model id.")
        : model!.Any(char.IsControl)
        ? throw Failure.InvalidArgument($"{place} contains a control character. A model id is owner/name, as in openai/gpt-4o.")
        : WellFormed.Check(model!, place);

    // The text of the input; null where there is none.
    private string? OwnText(UserInput input, ref List<string>? warnings)
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
            (warnings ??= []).AddRange(Input.Property.Select(choice => choice.Nearest(input.Objects[0])).OfType<string>().Where(_warned.Add));
        }

        ObjectJson json = InputText.Of(input.Objects, input.IsList, Input);
        if (json.Warning is not null)
        {
            (warnings ??= []).Add(json.Warning);
        }

        return lines is null ? json.Text : $"{lines}\n\n{json.Text}";
    }

    // Text alone is a plain string, which every server takes; files make it a list of parts.
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

    // Instructions said for this call replace those of the conversation; configured ones only fill in.
    private void AddSystem(List<ChatMessage> messages)
    {
        if (_settings.Get<string>("System") is not { Length: > 0 } system)
        {
            return;
        }

        ChatMessage message = new(messages[0].Role == "developer" ? "developer" : "system", system);
        if (messages[0].Role is not ("system" or "developer"))
        {
            messages.Insert(0, message);
        }
        else if (_settings.SourceOf("System") == "parameter")
        {
            messages[0] = message;
        }
    }

    // The words of the API are written in small letters; what else is given passes as it is.
    private string? Word(string name) => _settings.Get<string>(name) is not { Length: > 0 } word ? null
        : Array.Find(WordsAttribute.Of(name), known => known.Equals(word, StringComparison.OrdinalIgnoreCase)) ?? WellFormed.Check(word, Place(name));

    private OrderedDictionary? Provider()
    {
        OrderedDictionary provider = new();
        if (_settings.Get<string>("Routing") is { Length: > 0 } routing)
        {
            provider["routing"] = routing.ToLowerInvariant();
        }

        string[] fallback = [.. (_settings.Get<string[]>("Fallback") ?? []).Select(model => Id(Place("Fallback"), model))];
        if (fallback.Length > 0)
        {
            provider["fallback"] = fallback;
        }

        foreach (DictionaryEntry field in _settings.Get<IDictionary>("Provider") ?? new OrderedDictionary())
        {
            provider[field.Key] = field.Value;
        }

        return provider.Count > 0 ? provider : null;
    }

    private IDictionary? Extra()
    {
        IDictionary? extra = _settings.Get<IDictionary>("ExtraBody");
        string? taken = extra?.Keys.Cast<string>().FirstOrDefault(static name => name.ToLowerInvariant() is "model" or "messages" or "stream");
        return taken is null
            ? extra
            : throw Failure.InvalidArgument($"{Place("ExtraBody")} cannot contain '{taken}'. Use -Model, -Message, or -Stream and Get-OfoxStream.");
    }
}
