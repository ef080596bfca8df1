using System;
using System.Collections;
using System.Management.Automation;
using System.Security;
using OfoxPS.Binding;

namespace OfoxPS.Pipeline;

/// <summary>The settings that a request takes and that Set-OfoxConfiguration keeps as defaults. Their names are the keys of the settings.</summary>
public abstract class SettingsCmdlet : OfoxCmdlet
{
    private const double LongestSeconds = 2_000_000;

    /// <summary>Instructions for the model (a message of role system).</summary>
    [Parameter]
    [AllowEmptyString]
    [AllowNull]
    public string? System { get; set; }

    /// <summary>How closely the model looks at images: auto, low or high; the server's default is auto.</summary>
    [Parameter]
    [OneOf("auto", "low", "high")]
    [ArgumentCompleter(typeof(ImageDetailCompleter))]
    public string? ImageDetail { get; set; }

    /// <summary>The model's id, owner/name; openai/gpt-4o where nothing else is configured.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [AllowEmptyString]
    [AllowNull]
    public string? Model { get; set; }

    /// <summary>Sampling temperature, 0 to 2; the server's default is 1.</summary>
    [Parameter]
    [NumberRange(0, 2)]
    public double? Temperature { get; set; }

    /// <summary>The most tokens the answer may have (wire field <c>max_tokens</c>).</summary>
    [Parameter]
    [NumberRange(1, int.MaxValue)]
    public int? MaxTokens { get; set; }

    /// <summary>Nucleus sampling, 0 to 1.</summary>
    [Parameter]
    [NumberRange(0, 1)]
    public double? TopP { get; set; }

    /// <summary>Penalty for frequent tokens, -2 to 2.</summary>
    [Parameter]
    [NumberRange(-2, 2)]
    public double? FrequencyPenalty { get; set; }

    /// <summary>Penalty for tokens already present, -2 to 2.</summary>
    [Parameter]
    [NumberRange(-2, 2)]
    public double? PresencePenalty { get; set; }

    /// <summary>Functions that the model may ask to have called.</summary>
    [Parameter]
    [ToolTransformation]
    [ArgumentCompleter(typeof(CommandCompleter))]
    public ChatTool[]? Tool { get; set; }

    /// <summary>none, auto, required, or the name of the tool that must be called.</summary>
    [Parameter]
    [ToolChoiceTransformation]
    [ArgumentCompleter(typeof(ToolChoiceCompleter))]
    public object? ToolChoice { get; set; }

    /// <summary>The form of the answer: text, json_object, or a hashtable or JSON in the API's words.</summary>
    [Parameter]
    [ResponseFormatTransformation]
    [ArgumentCompleter(typeof(ResponseFormatCompleter))]
    public IDictionary? ResponseFormat { get; set; }

    /// <summary>How the gateway chooses an upstream: priority, cost, latency or balanced.</summary>
    [Parameter]
    [OneOf("priority", "cost", "latency", "balanced")]
    [ArgumentCompleter(typeof(RoutingCompleter))]
    public string? Routing { get; set; }

    /// <summary>Models that the gateway tries, in this order, where the first one fails.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[]? Fallback { get; set; }

    /// <summary>Any other field of the gateway's <c>provider</c> object; wins over Routing and Fallback.</summary>
    [Parameter]
    [PlainTransformation("Provider")]
    public IDictionary? Provider { get; set; }

    /// <summary>Any other field of the request, as it is: stop, seed, n, reasoning_effort and so on.</summary>
    [Parameter]
    [PlainTransformation("ExtraBody")]
    public IDictionary? ExtraBody { get; set; }

    /// <summary>The API key: a SecureString (what Get-Secret gives), a string or a PSCredential.</summary>
    [Parameter]
    [ApiKeyTransformation]
    public SecureString? ApiKey { get; set; }

    /// <summary>The base URL; https://api.ofox.ai/v1 where nothing else is configured.</summary>
    [Parameter]
    public Uri? BaseUri { get; set; }

    /// <summary>How many times a request is sent again where that can help; 2 where nothing else is configured.</summary>
    [Parameter]
    [NumberRange(0, 100)]
    public int? MaximumRetryCount { get; set; }

    /// <summary>Seconds for TCP and TLS; 30 where nothing else is configured.</summary>
    [Parameter]
    [NumberRange(0.001, LongestSeconds)]
    public double? ConnectionTimeoutSeconds { get; set; }

    /// <summary>The longest silence of the server in seconds, the wait for its headers included; 600 where nothing else is configured.</summary>
    [Parameter]
    [NumberRange(0.001, LongestSeconds)]
    public double? OperationTimeoutSeconds { get; set; }

    /// <summary>Seconds for the whole call, waits and retries included; no limit where nothing is configured.</summary>
    [Parameter]
    [NumberRange(0.001, LongestSeconds)]
    public double? TimeoutSeconds { get; set; }

    /// <summary>Accepts any certificate of the server.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>Allows the key to cross the network in the clear, to an http address that is not this machine.</summary>
    [Parameter]
    public SwitchParameter AllowUnencryptedAuthentication { get; set; }
}
