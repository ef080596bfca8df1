using System.Collections;
using System.Management.Automation;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Commands;

/// <summary>Sets defaults for the requests of this runspace; $null removes one.</summary>
[Cmdlet(VerbsCommon.Set, "OfoxConfiguration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.None)]
[OutputType(typeof(OfoxConfiguration))]
public sealed class SetOfoxConfigurationCommand : SettingsCmdlet
{
    /// <summary>
    /// A configuration of Get-OfoxConfiguration, from any runspace of this process, whose settings replace those of this runspace.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <summary>Removes all settings of this runspace first.</summary>
    [Parameter]
    public SwitchParameter Reset { get; set; }

    /// <summary>The name of a secret that holds the API key; Get-Secret reads it when the first request needs it.</summary>
    [Parameter]
    public string? ApiKeySecret { get; set; }

    /// <summary>Names of your own for models: a hashtable of names and model ids.</summary>
    [Parameter]
    [JsonTreeTransformation(nameof(ModelAlias))]
    public IDictionary? ModelAlias { get; set; }

    /// <summary>Writes the resulting configuration.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The address of the proxy; the default is the system's proxy.</summary>
    [Parameter]
    [AddressTransformation(nameof(Proxy))]
    public Uri? Proxy { get; set; }

    /// <summary>The user name and password for the proxy.</summary>
    [Parameter]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>The maximum number of requests at once where many inputs are piped; the default is 1.</summary>
    [Parameter]
    [NumberRange(1, 1000)]
    public int? ThrottleLimit { get; set; }

    /// <summary>The maximum cost of all requests of one pipeline together, in USD; there is no limit by default.</summary>
    [Parameter]
    [NumberRange(0, 1e15)]
    public decimal? MaxCost { get; set; }

    /// <summary>How many seconds in all a request waits for a busy server; the default is 600 for pipelines.</summary>
    [Parameter]
    [NumberRange(0, EnvironmentSettings.LongestSeconds)]
    public double? MaximumWaitSeconds { get; set; }

    /// <summary>
    /// The maximum number of requests per minute, for a server that does not report its limits; there is no limit by default.
    /// </summary>
    [Parameter]
    [NumberRange(1, 1_000_000)]
    public int? MaximumRequestsPerMinute { get; set; }

    /// <summary>Uses no proxy, not even that of the system.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>The path of the log file, in which each request is one line of JSON; there is no log by default.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? LogPath { get; set; }

    /// <summary>Logs messages and answers as well, with secrets masked.</summary>
    [Parameter]
    public SwitchParameter LogContent { get; set; }

    /// <summary>The size in bytes at which a new log file begins; the default is 10 MB.</summary>
    [Parameter]
    [NumberRange(1024, long.MaxValue)]
    public long? LogMaximumSize { get; set; }

    /// <summary>
    /// The maximum size of an answer in bytes of text, reasoning and arguments; the default is 16 MB, and 64 MB for an answer with
    /// pictures or sound.
    /// </summary>
    [Parameter]
    [NumberRange(1024, 1L << 29)]
    public long? MaximumAnswerSize { get; set; }

    /// <summary>Whether the Markdown of answers is styled on a terminal that shows styles; the default is true.</summary>
    [Parameter]
    public bool? Markdown { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => EndOnFailure(InputObject, () =>
    {
        // Reported here rather than by a later request. Whether the key may be sent unencrypted is checked when a request is made.
        CallSettings.CheckAddress(BaseUri);
        ProxySettings.Check(Proxy);
        CheckAliases();
        LogPath = LogPath is { Length: > 0 } path ? FilePath(path, "-LogPath") : null;
        Change(Given());
        if (PassThru)
        {
            WriteObject(ConfigurationReader.Read());
        }
    });

    private void CheckAliases()
    {
        if (ApiKey is not null && ApiKeySecret is not null)
        {
            throw Failure.InvalidArgument("-ApiKey gives the key, and -ApiKeySecret the name of one: use one of them");
        }

        foreach ((string name, object? id) in NamedFields.Of(ModelAlias) ?? [])
        {
            if (name.Trim().Length == 0 || id is not string { Length: > 0 })
            {
                throw Failure.InvalidArgument(
                    $"-ModelAlias is a hashtable of names and ids, as in @{{ mini = 'openai/gpt-4o-mini' }}, and '{name}' names no id");
            }
        }
    }

    private void Change(OfoxConfiguration? given)
    {
        string[] names = [.. MyInvocation.BoundParameters.Keys.Where(IsSetting)];
        string?[] steps =
        [
            Reset ? "Reset" : null,
            given is null ? null : "Copy settings",
            names.Length > 0 ? $"Set {string.Join(", ", names)}" : null,
        ];
        string action = string.Join(", ", steps.OfType<string>());

        // A cmdlet with ConfirmImpact None is never confirmed by the engine, not even with -Confirm, so the question is asked here.
        const string Target = "The defaults of this runspace";
        if (!ShouldProcess(Target, action) || (IsOn("Confirm") && !ShouldContinue($"{action}: {Target}?", "Change the configuration?")))
        {
            return;
        }

        Dictionary<string, object?> values = RunspaceSettings.Current;
        if (Reset || given is not null)
        {
            values.Clear();
        }

        foreach (KeyValuePair<string, object?> setting in given?.Settings ?? new Dictionary<string, object?>())
        {
            values[setting.Key] = setting.Value;
        }

        RunspaceSettings.Change(
            Reset || given is not null ? null : names.Select(static name => name == nameof(ApiKeySecret) ? nameof(ApiKey) : name));
        foreach (string name in names)
        {
            object? value = Unwrap.Value(MyInvocation.BoundParameters[name]);
            if (name == nameof(ApiKeySecret))
            {
                // The name of a secret replaces the key, as both are the setting ApiKey.
                values.Remove(nameof(ApiKey));
                if (value is string { Length: > 0 } secret)
                {
                    values[nameof(ApiKey)] = new NamedSecret(secret);
                }

                continue;
            }

            if (value is null or "" || value is Array { Length: 0 } or SwitchParameter { IsPresent: false })
            {
                values.Remove(name);
            }
            else
            {
                values[name] = value is SwitchParameter ? true : name == nameof(LogPath) ? LogPath : value;
            }
        }
    }

    /// <summary>A setting accepts $null, which removes it.</summary>
    private protected override bool TakesNull(string parameter) => IsSetting(parameter);

    private static bool IsSetting(string parameter) =>
        parameter is not (nameof(InputObject) or nameof(Reset) or nameof(PassThru)) && !CommonParameters.Contains(parameter)
            && !OptionalCommonParameters.Contains(parameter);

    // A configuration that was serialised, as by a job, has lost the key, so it is refused.
    private OfoxConfiguration? Given() => InputObject is null && !MyInvocation.ExpectingInput ? null
        : Unwrap.Value(InputObject) as OfoxConfiguration
            ?? throw Failure.InvalidArgument(
                "The input is not a configuration of this process. Get-OfoxConfiguration gives one; "
                    + "another process or a job gets its settings from the environment ($env:OFOX_API_KEY and others).");
}
