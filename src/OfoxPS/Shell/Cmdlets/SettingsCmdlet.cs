using System.Management.Automation;
using OfoxPS.Shell.Input.Binding;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>
/// Base of the cmdlets that have the settings of a request as parameters: those that make requests, and Set-OfoxConfiguration,
/// which keeps them as defaults. Each parameter is named like its setting.
/// </summary>
public abstract class SettingsCmdlet : ConnectionCmdlet
{
    /// <summary>
    /// Instructions for the model, sent as a message of role system: a string, lines of strings, or a file that holds the text.
    /// </summary>
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

    /// <summary>The id of the model, as owner/name; the default is openai/gpt-4o.</summary>
    [Parameter]
    [Alias("m")]
    [OneValue(
        "-Model takes one id. Several models are piped, as in Get-OfoxModel *mini* | ofox '...'; "
            + "-Fallback names those that are asked where the first one fails.")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [AllowEmptyString]
    public string? Model { get; set; }

    /// <summary>Sampling temperature, 0 to 2; the server's default is 1.</summary>
    [Parameter]
    [NumberRange(0, 2)]
    public double? Temperature { get; set; }

    /// <summary>
    /// The maximum number of tokens of the answer, 1 or more (wire field <c>max_tokens</c>); the server decides by default.
    /// </summary>
    [Parameter]
    [NumberRange(1, int.MaxValue)]
    public int? MaxTokens { get; set; }

    /// <summary>Nucleus sampling: the share of the probability mass that is considered, 0 to 1; the server's default is 1.</summary>
    [Parameter]
    [NumberRange(0, 1)]
    public double? TopP { get; set; }

    /// <summary>Penalty for tokens by how often they have appeared, -2 to 2; the server's default is 0.</summary>
    [Parameter]
    [NumberRange(-2, 2)]
    public double? FrequencyPenalty { get; set; }

    /// <summary>Penalty for tokens that have appeared at all, -2 to 2; the server's default is 0.</summary>
    [Parameter]
    [NumberRange(-2, 2)]
    public double? PresencePenalty { get; set; }

    /// <summary>
    /// How much a model reasons before it answers: none, minimal, low, medium, high, xhigh, max, or another value that the server
    /// knows.
    /// </summary>
    [Parameter]
    [Words("none", "minimal", "low", "medium", "high", "xhigh", "max")]
    [ArgumentCompleter(typeof(WordCompleter))]
    [AllowEmptyString]
    public string? ReasoningEffort { get; set; }

    /// <summary>Texts at which the answer ends, without being part of it; most servers accept up to 4.</summary>
    [Parameter]
    public string[]? Stop { get; set; }

    /// <summary>The seed for sampling: servers that support it give the same answer to the same request.</summary>
    [Parameter]
    public long? Seed { get; set; }

    /// <summary>The tools that the model may call: commands, script blocks, ChatTool objects, MCP servers or schemas.</summary>
    [Parameter]
    [Alias("t")]
    [ToolTransformation]
    [ArgumentCompleter(typeof(CommandCompleter))]
    public object? Tool { get; set; }

    /// <summary>
    /// Whether a tool is called: none, auto, required, or the name of the tool that must be called; the server's default is auto.
    /// </summary>
    [Parameter]
    [ToolChoiceTransformation]
    [Words("auto", "none", "required")]
    [ArgumentCompleter(typeof(ToolChoiceCompleter))]
    public object? ToolChoice { get; set; }

    /// <summary>The response format: text, json_object, or the whole object of the API as a hashtable or JSON text.</summary>
    [Parameter]
    [ResponseFormatTransformation]
    [Words("text", "json_object")]
    [ArgumentCompleter(typeof(WordCompleter))]
    public object? ResponseFormat { get; set; }

    /// <summary>How the gateway chooses an upstream: priority, cost, latency or balanced.</summary>
    [Parameter]
    [Words("priority", "cost", "latency", "balanced", IsStrict = true)]
    [ArgumentCompleter(typeof(WordCompleter))]
    public string? Routing { get; set; }

    /// <summary>The ids of models that the gateway tries, in this order, when the first one fails.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[]? Fallback { get; set; }

    /// <summary>
    /// Other fields of the gateway's <c>provider</c> object, as a hashtable, an object or JSON text; they override Routing and
    /// Fallback.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(WordCompleter))]
    [JsonTreeTransformation("Provider")]
    public object? Provider { get; set; }

    /// <summary>
    /// Other fields of the request that have no parameter, as a hashtable, an object or JSON text: n, logprobs, verbosity and so on.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(WordCompleter))]
    [JsonTreeTransformation("ExtraBody")]
    public object? ExtraBody { get; set; }
}
