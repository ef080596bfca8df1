using System.Management.Automation;
using OfoxPS.Shell.Input.Binding;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>The settings that a request takes and that Set-OfoxConfiguration keeps as defaults. Their names are the keys of the settings.</summary>
public abstract class SettingsCmdlet : ConnectionCmdlet
{
    /// <summary>Instructions for the model (a message of role system): text, lines of text, or a file with the text.</summary>
    [Parameter]
    [Alias("s")]
    [LinesTransformation]
    [AllowEmptyString]
    public object? System { get; set; }

    /// <summary>How closely the model looks at images: auto, low or high; the server's default is auto.</summary>
    [Parameter]
    [Words("auto", "low", "high", IsStrict = true)]
    [ArgumentCompleter(typeof(WordCompleter))]
    public string? ImageDetail { get; set; }

    /// <summary>The model's id, owner/name; openai/gpt-4o where nothing else is configured.</summary>
    [Parameter]
    [Alias("m")]
    [OneValue("-Model takes one id. Several models are piped, as in Get-OfoxModel *mini* | ofox '...'; -Fallback names those that are asked where the first one fails.")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [AllowEmptyString]
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

    /// <summary>How much a model thinks before it answers: none, minimal, low, medium, high, xhigh, max, or a word that a server has besides.</summary>
    [Parameter]
    [Words("none", "minimal", "low", "medium", "high", "xhigh", "max")]
    [ArgumentCompleter(typeof(WordCompleter))]
    [AllowEmptyString]
    public string? ReasoningEffort { get; set; }

    /// <summary>Texts at which the answer ends; they are not part of it. Servers take up to 4.</summary>
    [Parameter]
    public string[]? Stop { get; set; }

    /// <summary>The number that sampling begins with: the same request gets the same answer where a server can.</summary>
    [Parameter]
    public long? Seed { get; set; }

    /// <summary>Functions that the model may ask to have called.</summary>
    [Parameter]
    [Alias("t")]
    [ToolTransformation]
    [ArgumentCompleter(typeof(CommandCompleter))]
    public object? Tool { get; set; }

    /// <summary>none, auto, required, or the name of the tool that must be called.</summary>
    [Parameter]
    [ToolChoiceTransformation]
    [ArgumentCompleter(typeof(ToolChoiceCompleter))]
    public object? ToolChoice { get; set; }

    /// <summary>The form of the answer: text, json_object, or a hashtable or JSON in the API's words.</summary>
    [Parameter]
    [ResponseFormatTransformation]
    [ArgumentCompleter(typeof(ResponseFormatCompleter))]
    public object? ResponseFormat { get; set; }

    /// <summary>How the gateway chooses an upstream: priority, cost, latency or balanced.</summary>
    [Parameter]
    [Words("priority", "cost", "latency", "balanced", IsStrict = true)]
    [ArgumentCompleter(typeof(WordCompleter))]
    public string? Routing { get; set; }

    /// <summary>Models that the gateway tries, in this order, where the first one fails.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[]? Fallback { get; set; }

    /// <summary>Any other field of the gateway's <c>provider</c> object; wins over Routing and Fallback.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(WordCompleter))]
    [JsonTreeTransformation("Provider")]
    public object? Provider { get; set; }

    /// <summary>Any other field of the request, as it is: n, logprobs, verbosity and so on.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(WordCompleter))]
    [JsonTreeTransformation("ExtraBody")]
    public object? ExtraBody { get; set; }
}
