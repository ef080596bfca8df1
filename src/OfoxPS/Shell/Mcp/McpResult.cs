using System.Collections.Specialized;
using OfoxPS.Core.Json;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Tools;

namespace OfoxPS.Shell.Mcp;

/// <summary>
/// Reads the result of a tool call that an MCP server has sent, in the two forms in which it is used: text for a model, and objects for a
/// script.
/// </summary>
internal sealed class McpResult
{
    private readonly List<string> _texts = [];
    // The same texts for a model that takes no images.
    private readonly List<string> _textsAlone = [];
    private readonly List<ChatMedia> _images = [];
    private readonly List<object?> _objects = [];

    /// <param name="json">The server's result.</param>
    /// <param name="output">The schema of the structured part; null where the server gave none.</param>
    /// <exception cref="OfoxException">The JSON is no result of a tool call, or does not fit the schema.</exception>
    public static RemoteResult Read(string json, OrderedDictionary? output)
    {
        OrderedDictionary result = JsonTree.ParseObject(json, received: true) ?? throw Invalid("an answer that is no result of a tool");
        McpResult read = new();
        foreach (object? part in result["content"] as object?[] ?? [])
        {
            read.Add(part as OrderedDictionary ?? throw Invalid("content that is no list of objects"));
        }

        if (result["isError"] is true)
        {
            const string Silent = "the tool failed and says no more";
            string error = Joined(read._texts, Silent);
            return new RemoteResult($"ERROR: {error}", $"ERROR: {Joined(read._textsAlone, Silent)}", read._objects, read._images, error);
        }

        if (result["structuredContent"] is not { } structured)
        {
            return new RemoteResult(
                Joined(read._texts, "no output"), Joined(read._textsAlone, "no output"), read._objects, read._images, null);
        }

        if (output is not null && SchemaValidator.Check(structured, output) is { Count: > 0 } errors)
        {
            throw Invalid($"a result that does not fit the schema which it gave for it: {string.Join("; ", errors)}");
        }

        // The texts beside a structured result repeat it, for clients that do not know structured results.
        object?[] objects = [.. (structured as object?[] ?? [structured]).Select(TypedValue.ToPSObjectOrTree), .. read._images];
        string shown = JsonTreeWriter.ToText(structured);
        string With(Func<ChatMedia, string> words) => string.Join("\n", [shown, .. read._images.Select(words)]);
        return new RemoteResult(With(Follows), With(IsNotShown), objects, read._images, null);
    }

    private void Add(OrderedDictionary part)
    {
        switch (part["type"])
        {
            case "text":
                AddText(part["text"] as string ?? string.Empty);
                break;
            case "image":
                AddData(part["mimeType"] as string, part["data"] as string);
                break;
            case "audio":
                AddData(part["mimeType"] as string ?? "audio", part["data"] as string);
                break;
            case "resource_link":
                AddText($"{part["name"]}: {part["uri"]}{(part["description"] is string description ? $" ({description})" : string.Empty)}");
                break;
            case "resource" when part["resource"] is OrderedDictionary resource:
                if (resource["text"] is string content)
                {
                    AddText(content);
                }
                else
                {
                    AddData(resource["mimeType"] as string, resource["blob"] as string);
                }

                break;
            default:
                AddText($"({part["type"]}: this version of OfoxPS does not know this kind of content)");
                break;
        }
    }

    private static string Joined(List<string> texts, string otherwise) => string.Join("\n", texts) is { Length: > 0 } text
        ? text
        : otherwise;

    private void AddText(string text)
    {
        _texts.Add(text);
        _textsAlone.Add(text);
        _objects.Add(text);
    }

    private void AddData(string? type, string? base64)
    {
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(base64 ?? string.Empty);
        }
        catch (FormatException)
        {
            throw Invalid($"data of type {type} that is no base64");
        }

        ChatMedia? media = null;
        try
        {
            media = ChatMedia.FromBytes(bytes);
        }
        catch (OfoxException)
        {
            // A kind of data that no model takes: a script gets the bytes.
        }

        _objects.Add(media ?? (object)bytes);
        if (media?.Kind == MediaKind.Image)
        {
            _images.Add(media);
            _texts.Add(Follows(media));
            _textsAlone.Add(IsNotShown(media));
        }
        else
        {
            string words = $"({media?.MediaType ?? type ?? "data"}, {bytes.Length} bytes, which are not shown to the model)";
            _texts.Add(words);
            _textsAlone.Add(words);
        }
    }

    private static string Follows(ChatMedia image) => $"(an image, {image.MediaType}, which follows)";

    private static string IsNotShown(ChatMedia image) => $"(an image, {image.MediaType}, which is not shown: the model takes no images)";

    private static OfoxException Invalid(string what) =>
        new(OfoxErrorKind.OfoxInvalidResponse, $"The MCP server sent {what}") { Remedy = "Ask whoever makes the server." };
}
