using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Client;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Settings;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>
/// Completes model ids from the cached price list, or well-known ones where there is none. No server is asked, so that TAB never waits.
/// </summary>
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
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        RequestSettings settings = new(new Dictionary<string, object?> { ["BaseUri"] = AddressOf(fakeBoundParameters) });
        IReadOnlyList<OfoxModel> models = Cached(settings) ?? [.. WellKnown.Select(static id => new OfoxModel { Id = id })];
        string? configured = settings.Get<string>("Model");
        IEnumerable<CompletionResult> aliases = (NamedFields.Of(settings.Find("ModelAlias").Value) ?? [])
            .Where(alias => IsIn(word, alias.Name))
            .Select(static alias => WordCompleter.Result(alias.Name, toolTip: TerminalText.OneLine($"{alias.Value}")));
        return aliases.Concat(
            (configured is null || models.Any(model => model.Id == configured) ? models : [.. models, new OfoxModel { Id = configured }])
            .Where(static model => TerminalText.OneLine(model.Id) == model.Id)
            .Where(model => IsIn(word, model.Id) || (model.Name is not null && IsIn(word, model.Name)))
            .OrderBy(model => model.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 0 : IsIn(word, model.Id) ? 1 : 2)
            .Select(static model => WordCompleter.Result(model.Id, toolTip: ToolTip(model))));
    }

    private static IReadOnlyList<OfoxModel>? Cached(RequestSettings settings)
    {
        try
        {
            return CatalogFile.For(Endpoint.Models(CallSettings.EndpointOf(settings)), SessionFolder.Current).Read(out _)?.Models;
        }
        catch (OfoxException)
        {
            // The base URL is invalid, which the request will report.
            return null;
        }
    }

    private static Uri? AddressOf(IDictionary typed) => Uri.TryCreate(typed["BaseUri"]?.ToString(), UriKind.Absolute, out Uri? address)
        ? address
        : null;

    private static bool IsIn(string word, string text) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    private static string ToolTip(OfoxModel model)
    {
        string?[] facts =
        [
            model.Name is null || model.Name == model.Id ? model.Id : $"{model.Name} ({model.Id})",
            model.InputPrice is { } input && model.OutputPrice is { } output
                ? $"{Money.Of(input)} in, {Money.Of(output)} out per million tokens"
                : null,
            model.ContextLength is { } length ? $"context {length.ToString("N0", CultureInfo.InvariantCulture)}" : null,
            model.InputModalities.Length > 0 ? $"takes {string.Join(", ", model.InputModalities)}" : null,
        ];
        return TerminalText.OneLine(string.Join(" · ", facts.Where(static fact => fact is not null)));
    }
}
