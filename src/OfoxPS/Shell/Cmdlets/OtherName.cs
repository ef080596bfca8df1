namespace OfoxPS.Shell.Cmdlets;

/// <summary>
/// What a name is here that other tools and the API have: a parameter with another name, a field without a parameter, or something
/// that PowerShell does without a parameter.
/// </summary>
internal static class OtherName
{
    // Fields of the API without a parameter of their own, which -ExtraBody sends.
    private static readonly string[] Fields =
    [
        "audio", "logit_bias", "logprobs", "metadata", "min_p", "modalities", "n", "parallel_tool_calls", "prediction", "reasoning",
        "repetition_penalty", "service_tier", "store", "top_k", "top_logprobs", "transforms", "user", "verbosity", "web_search_options",
    ];

    // Each parameter, and what it is called elsewhere, without dashes and underscores.
    private static readonly (string Parameter, string[] Names)[] Parameters =
    [
        ("ApiKey", ["key", "token"]),
        ("BaseUri", ["apibase", "endpoint", "host", "server", "url"]),
        ("Continue", ["chat", "history"]),
        ("Image", ["img", "photo", "picture"]),
        ("MaximumRetryCount", ["maxretries", "retries", "retry"]),
        ("MaxTokens", ["maxcompletiontokens", "maxoutputtokens"]),
        ("ReasoningEffort", ["effort", "think", "thinking"]),
        ("System", ["instruction", "instructions", "systemmessage", "systemprompt"]),
        ("ThrottleLimit", ["concurrency", "parallel", "threads", "workers"]),
        ("Tool", ["function", "functions"]),
    ];

    private static readonly string[] Forms = ["format", "json", "jsonschema", "outputformat", "schema"];

    private static readonly string[] OutputFiles = ["outfile", "output", "save"];

    private static readonly string[] InputFiles = ["file", "files", "filepath", "path"];

    /// <summary>What to write in the place of a name; null if it is known from nowhere.</summary>
    /// <param name="name">The name of a parameter that does not exist, without its dash.</param>
    /// <param name="command">The name of the command, as it was typed.</param>
    /// <param name="parameters">The parameters that the command has.</param>
    public static string? Advice(string name, string command, string[] parameters)
    {
        string plain = Plain(name);
        bool Is(string[] names, string parameter) => Array.IndexOf(names, plain) >= 0 && Array.IndexOf(parameters, parameter) >= 0;
        return Array.Find(Fields, field => Plain(field) == plain) is { } field && Array.IndexOf(parameters, "ExtraBody") >= 0
                ? $"A field of the API that has no parameter is sent with -ExtraBody @{{ {field} = ... }}."
            : Is(Forms, "As") ? "-As gives objects of a form, as in -As @{ name = 'string'; age = 'int' }; "
                + "-ResponseFormat json_object asks for any JSON as text."
            : Is(OutputFiles, "Raw") ? $"{command} '...' -Raw > answer.txt writes the text into a file; -As gives objects."
            : Is(InputFiles, "Attachment") ? $"A file is sent through the pipeline: Get-Item notes.txt | {command} '...'"
            : Array.Find(Parameters, each => Is(each.Names, each.Parameter)).Parameter is { } known ? $"Did you mean -{known}?"
            : null;
    }

    private static string Plain(string name) => name.Replace("-", string.Empty).Replace("_", string.Empty).ToLowerInvariant();
}
