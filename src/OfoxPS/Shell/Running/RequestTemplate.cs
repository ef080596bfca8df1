using System.Collections;
using System.Collections.Specialized;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Tools;

namespace OfoxPS.Shell.Running;

/// <summary>Makes of the settings what all requests of a pipeline have in common: a request without model and messages.</summary>
internal sealed class RequestTemplate(RequestSettings settings)
{
    /// <summary>Makes the request.</summary>
    /// <param name="stream">Whether the answer is streamed.</param>
    /// <exception cref="OfoxException">A setting cannot be sent.</exception>
    public ChatRequest Create(bool stream)
    {
        ChatTool[] tools = [.. (settings.Get<ChatTool[]>("Tool") ?? []).Select(Normalizer.Plain)];
        if (tools.FirstOrDefault(static tool => tool.Runner is CommandTool { IsForeign: true }) is { } foreign)
        {
            throw Failure.InvalidArgument(
                $"The tool '{foreign.Name}' is a script of another runspace. Make it with New-OfoxTool in the runspace that uses it.");
        }

        if (tools.GroupBy(static tool => tool.Name, StringComparer.Ordinal).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            throw Failure.InvalidArgument($"Two tools are named '{twice.Key}'. New-OfoxTool -Name gives another name.");
        }

        return new ChatRequest
        {
            Model = string.Empty,
            Messages = [],
            Stream = stream,
            Temperature = settings.GetValue<double>("Temperature"),
            MaxTokens = settings.GetValue<int>("MaxTokens"),
            TopP = settings.GetValue<double>("TopP"),
            FrequencyPenalty = settings.GetValue<double>("FrequencyPenalty"),
            PresencePenalty = settings.GetValue<double>("PresencePenalty"),
            ReasoningEffort = Word("ReasoningEffort"),
            Stop = settings.Get<string[]>("Stop") is not { } stop ? []
                : Array.IndexOf(stop, null) < 0 && Array.IndexOf(stop, string.Empty) < 0
                    ? [.. stop.Select(text => WellFormed.Check(text, Place("Stop")))]
                : throw Failure.InvalidArgument($"{Place("Stop")} contains $null or an empty text, at which every answer would end"),
            Seed = settings.GetValue<long>("Seed"),
            Tools = tools,
            ToolChoice = ToolChoice(tools),
            ResponseFormat = settings.Get<IDictionary>("ResponseFormat"),
            Provider = Provider(),
            Extra = Extra(),
        };
    }

    // A tool name matches in any case, as command names do. A name that no tool has is refused here, with the nearest one.
    private object? ToolChoice(ChatTool[] tools)
    {
        object? choice = settings.Get<object>("ToolChoice");
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

        string advice = NearestName.Of(name, names) is { } near
            ? $"Did you mean '{near}'?"
            : $"The tools are: {string.Join(", ", names.Take(20))}.";
        throw Failure.InvalidArgument($"-ToolChoice names '{name}', but no tool of -Tool has this name. {advice}");
    }

    /// <summary>Checks the id of a model.</summary>
    /// <param name="place">Where it comes from, for errors.</param>
    /// <param name="model">The id.</param>
    public static string Id(string place, string? model) => string.IsNullOrWhiteSpace(model)
        ? throw Failure.InvalidArgument($"{place} contains $null or an empty text in place of a model id.")
        : model!.Any(char.IsControl)
        ? throw Failure.InvalidArgument($"{place} contains a control character. A model id is owner/name, as in openai/gpt-4o.")
        : WellFormed.Check(model!, place);

    // Known values are sent in the API's spelling; others are sent as given.
    private string? Word(string name) => settings.Get<string>(name) is not { Length: > 0 } word ? null
        : Array.Find(WordsAttribute.Of(name), known => known.Equals(word, StringComparison.OrdinalIgnoreCase))
            ?? WellFormed.Check(word, Place(name));

    private OrderedDictionary? Provider()
    {
        OrderedDictionary provider = new();
        if (settings.Get<string>("Routing") is { Length: > 0 } routing)
        {
            provider["routing"] = routing.ToLowerInvariant();
        }

        string[] fallback = [.. (settings.Get<string[]>("Fallback") ?? []).Select(model => Id(Place("Fallback"), model))];
        if (fallback.Length > 0)
        {
            provider["fallback"] = fallback;
        }

        foreach (DictionaryEntry field in settings.Get<IDictionary>("Provider") ?? new OrderedDictionary())
        {
            provider[field.Key] = field.Value;
        }

        return provider.Count > 0 ? provider : null;
    }

    private IDictionary? Extra()
    {
        IDictionary? extra = settings.Get<IDictionary>("ExtraBody");
        string? reserved = extra?.Keys.Cast<string>()
            .FirstOrDefault(static name => name.ToLowerInvariant() is "model" or "messages" or "stream");
        return reserved is null
            ? extra
            : throw Failure.InvalidArgument(
                $"{Place("ExtraBody")} cannot contain '{reserved}'. Use -Model, -Message, or -Stream and Get-OfoxStream.");
    }

    private string Place(string name) => settings.Find(name).Place;
}
