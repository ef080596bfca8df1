using System;
using System.Collections.Generic;
using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Settings;

/// <summary>
/// The settings of a request, by parameter name, from the places they can come from. The first place that has a value wins:
/// parameter, then the conversation that goes on (its address, with the key that was used there), then <c>Set-OfoxConfiguration</c>, then
/// environment, then default.
/// </summary>
internal sealed class RequestSettings
{
    /// <summary>The source of a value that a parameter has given.</summary>
    public const string Parameter = "parameter";

    /// <summary>The source of a value that Set-OfoxConfiguration has set.</summary>
    public const string Configuration = "Set-OfoxConfiguration";

    private readonly (string Source, IReadOnlyDictionary<string, object?> Values)[] _places;

    /// <summary>The settings that hold without any parameter.</summary>
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
            ("default", DefaultSettings.Values),
        ];
    }

    /// <summary>Where the conversations of a pipeline go on.</summary>
    public ConversationPlace Conversation { get; }

    public T? Get<T>(string name)
        where T : class => Find(name).Value as T;

    public T? GetValue<T>(string name)
        where T : struct => Find(name).Value is T value ? value : null;

    public bool IsSet(string name) => Find(name).Value is true or SwitchParameter { IsPresent: true };

    public TimeSpan? GetSeconds(string name) => GetValue<double>(name) is double seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>What every place says, the weakest first.</summary>
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

    private (object? Value, string? Source) Find(string name)
    {
        foreach ((string source, IReadOnlyDictionary<string, object?> values) in _places)
        {
            if (values.TryGetValue(name, out object? value) && value is not null)
            {
                return (Unwrap.Value(value), source.Length > 0 ? source : EnvironmentSettings.SourceOf(name));
            }
        }

        return (null, null);
    }
}
