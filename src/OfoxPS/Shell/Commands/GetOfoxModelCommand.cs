using System.Management.Automation;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Errors;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Running;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Commands;

/// <summary>Gets the models of the gateway, with their prices and what they accept.</summary>
[Cmdlet(VerbsCommon.Get, "OfoxModel")]
[OutputType(typeof(OfoxModel))]
public sealed class GetOfoxModelCommand : ConnectionCmdlet
{
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private IReadOnlyList<OfoxModel> _models = [];

    /// <summary>Ids or names of models, wildcards allowed; the owner of an id may be left out. The default is all models.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "Model")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Only models that accept all of these kinds of input: text, image, audio, file and so on.</summary>
    [Parameter]
    [Words("text", "image", "audio", "video", "file")]
    [ArgumentCompleter(typeof(WordCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] InputModality { get; set; } = [];

    /// <summary>Only models that are listed as supporting all of these request fields: tools, response_format and so on.</summary>
    [Parameter]
    [Words(
        "tools", "tool_choice", "response_format", "structured_outputs", "reasoning", "temperature", "top_p", "max_tokens", "stop", "seed")]
    [ArgumentCompleter(typeof(WordCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] SupportedParameter { get; set; } = [];

    /// <summary>
    /// Only models whose output costs at most this much, in USD per million tokens. Models without a known price are left out.
    /// </summary>
    [Parameter]
    [NumberRange(0, double.MaxValue)]
    public decimal? MaximumPrice { get; set; }

    /// <summary>Asks the server even if the cached list is fresh.</summary>
    [Parameter]
    public SwitchParameter Refresh { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        EndOnFailure(null, () =>
        {
            RequestSettings settings = new(MyInvocation.BoundParameters!);
            ModelCatalog catalog = new(settings, TestScopes.Current.For(this), this);
            _models = catalog.Get(Refresh).Models;
        });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string? name in Name is null ? [null] : (string?[])Name)
        {
            WildcardPattern? pattern = name is null ? null : WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            OfoxModel[] named = [.. _models.Where(model => pattern is null || MatchesName(pattern, model))];
            if (named.Length == 0 && name is not null && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                OfoxException unknown = new(OfoxErrorKind.OfoxModelNotFound, $"There is no model '{name}'")
                {
                    Remedy = NearestId.Of(name, _models) is { } near ? $"Did you mean {near}?" : Remedy.NotInList,
                };
                WriteError(unknown.ToErrorRecord(name));
            }

            WriteObject(named.Where(IsSelected).Where(model => _written.Add(model.Id)), enumerateCollection: true);
        }
    }

    private static bool MatchesName(WildcardPattern pattern, OfoxModel model) =>
        pattern.IsMatch(model.Id)
        || pattern.IsMatch(model.Id.Substring(model.Id.IndexOf('/') + 1))
        || (model.Name is not null && pattern.IsMatch(model.Name));

    private bool IsSelected(OfoxModel model) =>
        InputModality.All(kind => model.InputModalities.Contains(kind, StringComparer.OrdinalIgnoreCase))
        && SupportedParameter.All(name => model.SupportedParameters.Contains(name, StringComparer.OrdinalIgnoreCase))
        && (MaximumPrice is null || model.OutputPrice <= MaximumPrice);
}
