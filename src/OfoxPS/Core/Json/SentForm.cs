using System.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// How a message of a conversation is sent, so that the API accepts it whatever a model wrote: names, arguments and ids are repaired, and
/// reasoning is sent in the field that the server reads.
/// </summary>
/// <param name="tools">The tools of the request, whose names a server takes as they are.</param>
internal sealed class SentForm(IReadOnlyList<ChatTool> tools)
{
    // What OpenAI, Azure, Bedrock and Anthropic allow for the name of a function, also in old calls.
    private const int LongestName = 64;

    /// <summary>The role, where another is sent than the message has; null for its own.</summary>
    public string? Role { get; set; }

    /// <summary>Instructions that are sent at the beginning of the content; null where there are none.</summary>
    public string? Instructions { get; set; }

    /// <summary>After how many parts of the content the mark for the prompt cache stands (<c>cache_control</c>); 0 for none.</summary>
    public int CachedParts { get; set; }

    /// <summary>
    /// Whether the fields without a property are sent: those of the user's own messages always, of a model's with its turn of tools.
    /// </summary>
    public bool WithFields { get; set; }

    /// <summary>Whether thinking in the content is sent.</summary>
    public bool WithThinking { get; set; }

    /// <summary>Whether what a server added to the calls is sent: to the model that wrote them, always.</summary>
    public bool WithSignatures { get; set; }

    /// <summary>Whether the pictures and the sound of an answer are sent: to the model that made them.</summary>
    public bool WithMedia { get; set; }

    /// <summary>The ids of the calls, in their order.</summary>
    public IReadOnlyList<string> CallIds { get; set; } = [];

    /// <summary>In a tool message: the id of the call that it answers; null for its own.</summary>
    public string? AnswerId { get; set; }

    /// <summary>The name of a call as every server takes it.</summary>
    public string NameOf(ChatToolCall call)
    {
        string name = call.Name;
        if (IsName(name) || tools.Any(tool => tool.Name == name))
        {
            return name;
        }

        string safe = new([.. name.Take(LongestName).Select(static c => IsPlain(c) ? c : '_')]);
        return safe.Length > 0 ? safe : "_";
    }

    /// <summary>
    /// The arguments of a call where they are a JSON object; <c>{}</c> in place of anything else, which servers parse and refuse.
    /// </summary>
    public static string ArgumentsOf(ChatToolCall call) => IsObject(call.ArgumentsJson) ? call.ArgumentsJson : "{}";

    /// <summary>Whether a text is one JSON object.</summary>
    public static bool IsObject(string json) => json == "{}" || JsonRead.IsObject(Encoding.UTF8.GetBytes(json));

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && name.All(IsPlain);

    private static bool IsPlain(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '-';
}
