using System.Text;
using OfoxPS.Core.Json;

namespace OfoxPS.Core.Answers;

/// <summary>A tool call whose pieces arrive.</summary>
internal sealed class OpenToolCall
{
    private readonly GrowingText _arguments = new();
    private JsonObjectProgress _progress;
    private string? _earlier;

    /// <summary>Its place among the calls, as the server counts; null where it does not.</summary>
    public int? Index { get; private set; }

    /// <summary>Its id; null until the server gives one.</summary>
    public string? Id { get; private set; }

    /// <summary>Its kind; null until the server says it.</summary>
    public string? Type { get; private set; }

    /// <summary>The name of the tool.</summary>
    public StringBuilder Name { get; } = new();

    /// <summary>Fields without a property.</summary>
    public MergedFields Rest { get; } = new();

    /// <summary>The same inside <c>function</c>.</summary>
    public MergedFields FunctionRest { get; } = new();

    /// <summary>It is an item of a whole answer, and so a call whatever it lacks.</summary>
    public bool IsComplete { get; init; }

    /// <summary>
    /// The arguments as the model wrote them, without an empty object before or after them, which Bedrock and Gemini behind several
    /// gateways send as a placeholder.
    /// </summary>
    public string ArgumentsJson => Joined(_earlier, _arguments.ToString());

    /// <summary>Whether its kind has the name and arguments of a function; a custom tool's call has fields of its own.</summary>
    public bool IsFunction => Type is null or "function";

    /// <summary>A text that says something; null for none.</summary>
    public static string? NonBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>Adds a piece, whose arguments and unknown fields may only be counted.</summary>
    public void Add(ChatToolCallDelta piece, AnswerLimits limits, bool keepText)
    {
        Index ??= piece.Index;
        Id ??= NonBlank(piece.Id);
        Type = NonBlank(piece.Type) ?? Type;
        if (NonBlank(piece.Name) is { } name && !IsNamed(name))
        {
            limits.AddText(name);
            Name.Append(name);
        }

        limits.AddFields(piece.AdditionalProperties);
        limits.AddFields(piece.FunctionProperties);
        if (keepText)
        {
            Rest.Add(piece.AdditionalProperties);
            FunctionRest.Add(piece.FunctionProperties);
        }

        if (piece.ArgumentsJson is { Length: > 0 } text && !IsRepeated(piece, text))
        {
            limits.AddText(text);
            Append(text, keepText);
        }
    }

    /// <summary>Adds a piece of the arguments, whose text was counted before.</summary>
    public void Append(string text, bool keepText = true)
    {
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '{' && _progress.IsComplete)
            {
                // Another object begins.
                Keep(text, start, i, keepText);
                _earlier = Joined(_earlier, _arguments.ToString());
                _arguments.Clear();
                _progress = default;
                start = i;
            }

            _progress.Add(text[i]);
        }

        Keep(text, start, text.Length, keepText);
    }

    /// <summary>
    /// Whether a piece at the same place belongs to another call: a name after arguments begins one, if it is another name or the
    /// arguments were complete.
    /// </summary>
    public bool IsFollowedBy(ChatToolCallDelta piece) =>
        NonBlank(piece.Name) is { } name && _progress.Length > 0 && !string.IsNullOrEmpty(piece.ArgumentsJson)
        && ((Name.Length > 0 && !IsNamed(name))
            || (_progress.IsComplete && !(piece.Index is not null && IsPlaceholder && Begins(piece.ArgumentsJson!))));

    private bool IsPlaceholder => _earlier is null && _arguments.Length < 16 && IsEmptyObject(_arguments.ToString());

    private static bool Begins(string arguments) => arguments.TrimStart() is { Length: > 0 } text && text[0] == '{' && !IsEmptyObject(text);

    private bool IsNamed(string name) => name.Length == Name.Length && name == Name.ToString();

    // A server that repeats its last chunk sends a complete call twice.
    private bool IsRepeated(ChatToolCallDelta piece, string text) =>
        NonBlank(piece.Id) is not null && _progress.IsComplete && text.Length == _arguments.Length && text == _arguments.ToString();

    private void Keep(string text, int from, int to, bool keepText)
    {
        if (keepText)
        {
            _arguments.Append(from == 0 && to == text.Length ? text : text.Substring(from, to - from));
        }
    }

    // Two objects with fields are kept as the model wrote them, although they are not valid arguments.
    private static string Joined(string? earlier, string last) =>
        earlier is null || IsEmptyObject(earlier) || earlier.Trim() == last.Trim() ? last
        : IsEmptyObject(last) ? earlier
        : earlier + last;

    private static bool IsEmptyObject(string text)
    {
        string bare = text.Trim();
        return bare.Length >= 2 && bare[0] == '{' && bare[bare.Length - 1] == '}' && bare.Substring(1, bare.Length - 2).Trim().Length == 0;
    }
}
