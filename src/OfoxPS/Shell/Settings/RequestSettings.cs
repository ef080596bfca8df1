using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Settings;

/// <summary>
/// The settings of a request, by parameter name, from the places they can come from. The first place that has a value wins:
/// parameter, then the conversation that is continued (its address, and the key that was used there), then
/// <c>Set-OfoxConfiguration</c>, then environment, then default.
/// </summary>
internal sealed class RequestSettings
{
    /// <summary>The source of a value that a parameter has given.</summary>
    public const string Parameter = "parameter";

    /// <summary>The source of a value that Set-OfoxConfiguration has set.</summary>
    public const string Configuration = "Set-OfoxConfiguration";

    /// <summary>The source of a value that nobody has given.</summary>
    public const string Default = "default";

    private readonly (string Source, IReadOnlyDictionary<string, object?> Values)[] _places;

    /// <summary>The settings without any parameter.</summary>
    public RequestSettings()
        : this(new Dictionary<string, object?>())
    {
    }

    public RequestSettings(IReadOnlyDictionary<string, object?> parameters)
    {
        Dictionary<string, object?> conversation = [];
        Conversation = new ConversationPlace(this, conversation);
        _places =
        [
            (Parameter, parameters),
            ("conversation", conversation),
            (Configuration, new Dictionary<string, object?>(RunspaceSettings.Current)),
            (string.Empty, EnvironmentSettings.Read()),
            (Default, DefaultSettings.Values),
        ];
    }

    /// <summary>The address and model of the conversations that the pipeline continues.</summary>
    public ConversationPlace Conversation { get; }

    /// <exception cref="OfoxException">The environment has a text that the setting cannot be.</exception>
    public T? Get<T>(string name)
        where T : class => Read(name) as T;

    /// <exception cref="OfoxException">The environment has a text that the setting cannot be.</exception>
    public T? GetValue<T>(string name)
        where T : struct => Read(name) is T value ? value : null;

    /// <summary>Why a text of the environment cannot be the value of a setting; null where it can.</summary>
    public OfoxException? ProblemOf(string name) =>
        Find(name) is { Value: UnreadableValue unreadable } found
            ? found.Refused($"which is not {unreadable.Expected}", unreadable.Text)
            : null;

    public bool IsSet(string name) => Find(name).Value is true or SwitchParameter { IsPresent: true };

    public TimeSpan? GetSeconds(string name) => GetValue<double>(name) is double seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>The values of all places, the one with the lowest precedence first.</summary>
    public IEnumerable<object> All(string name)
    {
        for (int i = _places.Length - 1; i >= 0; i--)
        {
            if (_places[i].Values.TryGetValue(name, out object? value) && value is not null)
            {
                yield return Unwrap.Value(value)!;
            }
        }
    }

    /// <summary>Where the value comes from; null if there is none.</summary>
    public string? SourceOf(string name) => Find(name).Source;

    /// <summary>A value as it was given, with its source. The name of a secret and an alias of a model are not resolved.</summary>
    public Setting Find(string name)
    {
        foreach ((string source, IReadOnlyDictionary<string, object?> values) in _places)
        {
            if (values.TryGetValue(name, out object? value) && value is not null)
            {
                return new Setting(name, Unwrap.Value(value), source);
            }
        }

        return new Setting(name, null, null);
    }

    private object? Read(string name)
    {
        Setting found = Find(name);
        return found.Value switch
        {
            UnreadableValue => throw ProblemOf(name)!,
            NamedSecret secret => secret.Read(),
            string model when name == "Model" => Aliased(model),
            string[] models when name == "Fallback" => Array.ConvertAll(models, Aliased),
            _ => found.Value,
        };
    }

    // Resolves a name of -ModelAlias, as in @{ mini = 'openai/gpt-4o-mini' }.
    private string Aliased(string? model) => NamedFields.Find(Find("ModelAlias").Value, model?.Trim() ?? string.Empty) as string ?? model!;
}
