using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Showing;

/// <summary>
/// Texts of properties for views: the hidden properties <c>ModelText</c>, <c>ResultText</c> and so on of OfoxPS.Types.ps1xml,
/// each of which is the property of that name without escape sequences. Not for scripts: the property itself has the data.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PropertyText
{
#pragma warning disable CS1591 // Each is the text of the property of its name.
    public static string? Arguments(PSObject value) => Word(value, nameof(Arguments));

    public static string? ArgumentsJson(PSObject value) => Word(value, nameof(ArgumentsJson));

    public static string? Body(PSObject value) => Word(value, nameof(Body));

    public static string? Chunks(PSObject value) => Word(value, nameof(Chunks));

    public static string? Content(PSObject value) => Text(value, nameof(Content));

    public static string? Delta(PSObject value) => Text(value, nameof(Delta));

    public static string? Description(PSObject value) => Text(value, nameof(Description));

    public static string? Detail(PSObject value) => Word(value, nameof(Detail));

    public static string? Error(PSObject value) => Text(value, nameof(Error));

    public static string? ErrorId(PSObject value) => Word(value, nameof(ErrorId));

    public static string? ErrorMessage(PSObject value) => Text(value, nameof(ErrorMessage));

    public static string? Errors(PSObject value) => Word(value, nameof(Errors));

    public static string? FinishReason(PSObject value) => Word(value, nameof(FinishReason));

    public static string? Headers(PSObject value) => Word(value, nameof(Headers));

    public static string? Id(PSObject value) => Word(value, nameof(Id));

    public static string? Transcript(PSObject value) => Text(value, nameof(Transcript));

    public static string? Title(PSObject value) => Word(value, nameof(Title));

    public static string? Url(PSObject value) => Word(value, nameof(Url));

    /// <summary>The bytes of a picture, document or sound, read from its file where it has one, for Export-Clixml and jobs.</summary>
    public static byte[]? Bytes(PSObject value) => (value.BaseObject as ChatMedia)?.AllData;

    public static string? Media(PSObject value) => Word(value, nameof(Media));

    public static string? ImageUrl(PSObject value) => Word(value, nameof(ImageUrl));

    public static string? InputModalities(PSObject value) => Word(value, nameof(InputModalities));

    public static string? InputObject(PSObject value) => Word(value, nameof(InputObject));

    public static string? MediaType(PSObject value) => Word(value, nameof(MediaType));

    public static string? Message(PSObject value) => Text(value, nameof(Message));

    public static string? Method(PSObject value) => Word(value, nameof(Method));

    public static string? Model(PSObject value) => Word(value, nameof(Model));

    public static string? Name(PSObject value) => Word(value, nameof(Name));

    public static string? OutputModalities(PSObject value) => Word(value, nameof(OutputModalities));

    public static string? Path(PSObject value) => Word(value, nameof(Path));

    public static string? Prompt(PSObject value) => Text(value, nameof(Prompt));

    public static string? Refusal(PSObject value) => Text(value, nameof(Refusal));

    public static string? Remedy(PSObject value) => Word(value, nameof(Remedy));

    public static string? Result(PSObject value) => Text(value, nameof(Result));

    public static string? Role(PSObject value) => Word(value, nameof(Role));

    public static string? Step(PSObject value) => Word(value, nameof(Step));

    public static string? SupportedParameters(PSObject value) => Word(value, nameof(SupportedParameters));

    public static string? Text(PSObject value) => Text(value, nameof(Text));

    public static string? Tool(PSObject value) => Word(value, nameof(Tool));

    public static string? ToolCallId(PSObject value) => Word(value, nameof(ToolCallId));

    public static string? ToolCalls(PSObject value) => Word(value, nameof(ToolCalls));

    public static string? ToolInvocations(PSObject value) => Word(value, nameof(ToolInvocations));

    public static string? Type(PSObject value) => Word(value, nameof(Type));

    public static string? Uri(PSObject value) => Word(value, nameof(Uri));
#pragma warning restore CS1591

    // The text on one line.
    private static string? Word(PSObject value, string name) => Plain(value, name) is { } text ? TerminalText.OneLine(text) : null;

    // The text with its lines.
    private static string? Text(PSObject value, string name) => Plain(value, name) is { } text ? TerminalText.Sanitize(text) : null;

    private static string? Plain(PSObject value, string name) => value.Properties[name]?.Value switch
    {
        null => null,
        PSObject { BaseObject: PSCustomObject } custom => custom.ToString(),
        PSObject wrapped => PlainOf(wrapped.BaseObject),
        object property => PlainOf(property),
    };

    private static string? PlainOf(object property) => property switch
    {
        string text => text,
        IDictionary fields => fields.Count == 0 ? null : JsonTreeWriter.ToText(fields),
        IEnumerable items => string.Join(", ", items.Cast<object?>()),
        _ => Convert.ToString(property, CultureInfo.InvariantCulture),
    };
}
