using System.Collections.Specialized;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>A model's answer, and what is known of how it came about.</summary>
/// <remarks>
/// Every property can be set, so that a test can make one by hand:
/// <c>[OfoxPS.ChatCompletion]@{ Content = 'Hello'; Model = 'openai/gpt-4o' }</c>.
/// </remarks>
public sealed class ChatCompletion
{
    /// <summary>The server's id of the completion.</summary>
    public string? Id { get; set; }

    /// <summary>The text of the first answer; null if it has none. Setting it makes the answer where there is none.</summary>
    public string? Content
    {
        get => Message?.Content is null ? null : Message.ToString();
        set => First().Message.Content = value;
    }

    /// <summary>The first answer.</summary>
    public ChatMessage? Message
    {
        get => Choices.Length > 0 ? Choices[0].Message : null;
        set => First().Message = value ?? new ChatMessage("assistant", null);
    }

    /// <summary>All answers, by index (more than one where <c>n</c> was asked for).</summary>
    public ChatChoice[] Choices { get; set; } = [];

    /// <summary>The calls that the first answer asks for; empty if none.</summary>
    public ChatToolCall[] ToolCalls
    {
        get => Message?.ToolCalls ?? [];
        set => First().Message.ToolCalls = value;
    }

    /// <summary>Why the model ended: stop, length, tool_calls, content_filter, or whatever the server says.</summary>
    public string? FinishReason
    {
        get => Choices.Length > 0 ? Choices[0].FinishReason : null;
        set => First().FinishReason = value;
    }

    /// <summary>The model's refusal; null if it did not refuse.</summary>
    public string? Refusal => Message?.Refusal;

    /// <summary>The model's reasoning, where the server sends it; never part of <see cref="Content"/>.</summary>
    public string? Reasoning => Message?.Reasoning;

    /// <summary>
    /// The pictures of the first answer, each with MediaType and Data or Uri; empty if none. Save-OfoxMedia writes them into files.
    /// </summary>
    public ChatMedia[] Images => Message?.Images ?? [];

    /// <summary>The sound of the first answer, with Data, Format and Transcript; null if there is none.</summary>
    public ChatMedia? Audio => Message?.Audio;

    /// <summary>The sources that the first answer names, each once; empty if none.</summary>
    public ChatCitation[] Citations => Message?.Citations ?? [];

    /// <summary>The tokens of this answer; null if the server did not say.</summary>
    public Usage? Usage { get; set; }

    /// <summary>
    /// What the answer cost, with all that was asked on the way to it (tool rounds, repairs, attempts that failed): USD; null where it is
    /// unknown.
    /// </summary>
    public decimal? Cost { get; set; }

    /// <summary>Where <see cref="Cost"/> comes from: Reported by the server, Computed from the price list, or Unknown.</summary>
    public CostSource CostSource { get; set; }

    /// <summary>When the price list was fetched that <see cref="Cost"/> is computed from; null where none was used.</summary>
    public DateTimeOffset? PriceDate { get; set; }

    /// <summary>The model that was asked for.</summary>
    public string? RequestedModel { get; set; }

    /// <summary>The base URL that was asked, without its query; null if unknown.</summary>
    public Uri? BaseUri { get; set; }

    /// <summary>The model that answered; another than <see cref="RequestedModel"/> when a fallback served.</summary>
    public string? Model { get; set; }

    /// <summary>The server's id of the request (header <c>x-request-id</c>), for its support.</summary>
    public string? RequestId { get; set; }

    /// <summary>What the server said of its limits; null if nothing.</summary>
    public RateLimit? RateLimit { get; set; }

    /// <summary>When the server made the completion; null if it did not say.</summary>
    public DateTimeOffset? Created { get; set; }

    /// <summary>Time from the call to the last byte, waits and retries included.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>Time from the call to the first text, reasoning or tool call; null if there was none.</summary>
    public TimeSpan? TimeToFirstToken { get; set; }

    /// <summary>How many times the request was sent.</summary>
    public int Attempts { get; set; }

    /// <summary>The tool calls that were carried out on the way to this answer.</summary>
    public ToolInvocation[] ToolInvocations { get; set; } = [];

    /// <summary>The answer as the objects that <c>-As</c> asked for; null where it was not used.</summary>
    public object? Output { get; set; }

    /// <summary>All messages, the first answer included: what a next turn starts from.</summary>
    public ChatMessage[] Conversation { get; set; } = [];

    /// <summary>The pipeline object that this answers; null if there was none.</summary>
    public object? InputObject { get; set; }

    /// <summary>The place of <see cref="InputObject"/> among all objects of the pipeline, from 0; null if there was no pipeline.</summary>
    public long? InputIndex { get; set; }

    /// <summary>Fields that this version has no property for, by their wire names.</summary>
    public OrderedDictionary AdditionalProperties { get => Fields.Value; set => Fields.Value = value; }

    /// <summary>The same, without making a dictionary of what nobody has asked for.</summary>
    internal LazyFields Fields;

    /// <summary>The HTTP status that the answer came with.</summary>
    internal int? StatusCode { get; set; }

    /// <summary>Its text was shown as it arrived, and it is being written right now: whoever shows it need not repeat the text.</summary>
    internal bool IsShown { get; set; }

    /// <summary>Another was shown before it: a line between them keeps them apart.</summary>
    internal bool IsFurther { get; set; }

    /// <summary>It came from a job or a file that had kept only the text of its conversation.</summary>
    internal bool IsRemains { get; set; }

    /// <summary>The three facts of the cost together.</summary>
    internal CallCost CallCost
    {
        get => new(Cost, CostSource, PriceDate);
        set => (Cost, CostSource, PriceDate) = (value.Amount, value.Source, value.PriceDate);
    }

    /// <summary>How an answer becomes objects.</summary>
    internal static Func<ChatCompletion, object?, object?>? Reader { get; set; }

    /// <summary>The answer as objects, as <c>-As</c> would have given it: found in the text, checked, and converted.</summary>
    /// <param name="form">A type, names and types, a sample, or a JSON Schema: whatever <c>-As</c> takes.</param>
    /// <exception cref="OfoxException">The answer does not have that form.</exception>
    public object? ToObject(object form) => Reader!(this, form);

    private ChatChoice First()
    {
        if (Choices.Length == 0)
        {
            Choices = [new ChatChoice()];
        }

        return Choices[0];
    }

    /// <summary>The text of the first answer.</summary>
    public override string ToString() => Content ?? string.Empty;
}
