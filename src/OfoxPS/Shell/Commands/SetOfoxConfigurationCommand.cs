using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Showing;

namespace OfoxPS.Commands;

/// <summary>Sets defaults for the requests of this runspace; $null takes one back.</summary>
[Cmdlet(VerbsCommon.Set, "OfoxConfiguration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.None)]
[OutputType(typeof(OfoxConfiguration))]
public sealed class SetOfoxConfigurationCommand : SettingsCmdlet
{
    /// <summary>What Get-OfoxConfiguration gave, in this runspace or another one of the process: its settings take the place of those of this runspace.</summary>
    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <summary>Takes back every setting of this runspace first.</summary>
    [Parameter]
    public SwitchParameter Reset { get; set; }

    /// <summary>The name of a secret that has the key; Get-Secret reads it when the first request needs it.</summary>
    [Parameter]
    public string? ApiKeySecret { get; set; }

    /// <summary>Names of your own for models: a hashtable of names and ids.</summary>
    [Parameter]
    public IDictionary? ModelAlias { get; set; }

    /// <summary>Writes the configuration that holds now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The proxy's address; the system's proxy where none is configured.</summary>
    [Parameter]
    [AddressTransformation(nameof(Proxy))]
    public Uri? Proxy { get; set; }

    /// <summary>User name and password for the proxy.</summary>
    [Parameter]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>The most requests at once where many inputs are piped; 1 unless said.</summary>
    [Parameter]
    [NumberRange(1, 1000)]
    public int? ThrottleLimit { get; set; }

    /// <summary>The most that the requests of one pipeline may cost together, in USD; no limit unless said.</summary>
    [Parameter]
    [NumberRange(0, 1e15)]
    public decimal? MaxCost { get; set; }

    /// <summary>How many seconds a request waits in all for a server that is busy.</summary>
    [Parameter]
    [NumberRange(0, 2_000_000)]
    public double? MaximumWaitSeconds { get; set; }

    /// <summary>The most requests a minute, for a server that does not tell its limits.</summary>
    [Parameter]
    [NumberRange(1, 1_000_000)]
    public int? MaximumRequestsPerMinute { get; set; }

    /// <summary>Uses no proxy, not even the system's.</summary>
    [Parameter]
    public SwitchParameter NoProxy { get; set; }

    /// <summary>The file that each request is logged in, as one line of JSON.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? LogPath { get; set; }

    /// <summary>Logs the conversations too, with secrets masked.</summary>
    [Parameter]
    public SwitchParameter LogContent { get; set; }

    /// <summary>The size in bytes at which a new log begins; 10 MB unless said.</summary>
    [Parameter]
    [NumberRange(1024, long.MaxValue)]
    public long? LogMaximumSize { get; set; }

    /// <summary>The longest answer in bytes of text, reasoning and arguments; 16MB unless said. With pictures or sound an answer may have 64MB, or as much as is said here.</summary>
    [Parameter]
    [NumberRange(1024, 1L << 29)]
    public long? MaximumAnswerSize { get; set; }

    /// <summary>Styles the Markdown of answers on a terminal that shows styles; on unless said.</summary>
    [Parameter]
    public bool? Markdown { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            // Said here rather than by a request later; whether the key may cross the network in the clear is the request's business.
            CallSettings.CheckAddress(BaseUri);
            ProxySettings.Check(Proxy);
            CheckAliases();
            LogPath = LogPath is { Length: > 0 } path ? FilePath(path, "-LogPath") : null;
            Change(Given());
            if (PassThru)
            {
                WriteObject(ConfigurationReader.Read());
            }
        }
        catch (OfoxException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(InputObject));
        }
    }

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
                throw Failure.InvalidArgument($"-ModelAlias is a hashtable of names and ids, as in @{{ mini = 'openai/gpt-4o-mini' }}, and '{name}' names no id");
            }
        }
    }

    private void Change(OfoxConfiguration? given)
    {
        string[] names = [.. MyInvocation.BoundParameters.Keys.Where(IsSetting)];
        string action = string.Join(", ", [.. Reset ? ["Reset"] : Array.Empty<string>(), .. given is null ? [] : (string[])["Copy settings"], .. names.Length > 0 ? (string[])[$"Set {string.Join(", ", names)}"] : []]);
        // With an impact of none no preference makes the engine ask, and -Confirm does not either; who says it is asked.
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

        RunspaceSettings.Change(Reset || given is not null ? null : names.Select(static name => name == nameof(ApiKeySecret) ? nameof(ApiKey) : name));
        foreach (string name in names)
        {
            object? value = Unwrap.Value(MyInvocation.BoundParameters[name]);
            if (name == nameof(ApiKeySecret))
            {
                // It is the key, by name.
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

    /// <summary>A setting takes $null, which takes it back.</summary>
    private protected override bool TakesNull(string parameter) => IsSetting(parameter);

    private static bool IsSetting(string parameter) =>
        parameter is not (nameof(InputObject) or nameof(Reset) or nameof(PassThru)) && !CommonParameters.Contains(parameter) && !OptionalCommonParameters.Contains(parameter);

    // A copy that was serialized, as by a job, has lost the key and says so.
    private OfoxConfiguration? Given() => InputObject is null && !MyInvocation.ExpectingInput ? null
        : Unwrap.Value(InputObject) as OfoxConfiguration
            ?? throw Failure.InvalidArgument(
                "The input is not a configuration of this process. Get-OfoxConfiguration gives one; another process or a job gets its settings from the environment ($env:OFOX_API_KEY and others).");
}
