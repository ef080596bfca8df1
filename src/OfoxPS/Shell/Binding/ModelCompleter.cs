using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Shell.Binding;

/// <summary>Completes model ids: the configured ones and well-known ones. It asks no server: TAB must not wait.</summary>
internal sealed class ModelCompleter : IArgumentCompleter
{
    private static readonly string[] WellKnown =
    [
        "openai/gpt-4o", "openai/gpt-5.4", "openai/gpt-5.4-mini",
        "anthropic/claude-sonnet-4.5", "anthropic/claude-sonnet-4.6", "anthropic/claude-opus-4.6",
        "google/gemini-3-flash-preview",
        "deepseek/deepseek-v3.2", "z-ai/glm-5-turbo", "moonshotai/kimi-k2.5", "minimax/minimax-m2.7",
        "bailian/qwen3-coder-plus", "volcengine/doubao-seed-2.0-pro",
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        string? configured = new RequestSettings(new Dictionary<string, object?>()).Get<string>("Model");
        return WellKnown.Concat(configured is null ? [] : [configured])
            .Distinct(StringComparer.Ordinal)
            .Where(id => id.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
            .OrderBy(id => id.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
            .Select(static id => new CompletionResult(id, id, CompletionResultType.ParameterValue, id));
    }
}
