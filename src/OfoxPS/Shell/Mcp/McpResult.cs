using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using OfoxPS.Core.Json;
using OfoxPS.Core.Schema;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;
using OfoxPS.Shell.Tools;

namespace OfoxPS.Shell.Mcp;

/// <summary>The result of a call as a server sends it, in the two forms in which it is used: text for a model, objects for a script.</summary>
internal sealed class McpResult
{
    private readonly List<string> _texts = [];
    private readonly List<ChatMedia> _images = [];
    private readonly List<object?> _objects = [];

    /// <param name="json">The server's result.</param>
    /// <param name="output">The schema of the structured part; null where the server gave none.</param>
    /// <exception cref="OfoxException">It is no result.</exception>
    public static RemoteResult Read(string json, OrderedDictionary? output)
    {
        OrderedDictionary result = JsonTree.ParseObject(json, received: true) ?? throw Invalid("an answer that is no result of a tool");
        McpResult read = new();
        foreach (object? part in result["content"] as object?[] ?? [])
        {
            read.Add(part as OrderedDictionary ?? throw Invalid("content that is no list of objects"));
        }

        string text = string.Join("\n", read._texts);
        if (result["isError"] is true)
        {
            string error = text.Length > 0 ? text : "the tool failed and says no more";
            return new RemoteResult($"ERROR: {error}", read._objects, read._images, error);
        }

        if (!result.Contains("structuredContent") || result["structuredContent"] is not { } structured)
        {
            return new RemoteResult(text.Length > 0 ? text : "no output", read._objects, read._images, null);
        }

        if (output is not null && SchemaValidator.Check(structured, output) is { Count: > 0 } errors)
        {
            throw Invalid($"a result that does not fit the schema which it gave for it: {string.Join("; ", errors)}");
        }

        // The texts beside it are the same once more, for clients that know no structured results.
        object?[] objects = [.. (structured as object?[] ?? [structured]).Select(Loose), .. read._images];
        return new RemoteResult(string.Join("\n", [JsonTreeWriter.ToText(structured), .. read._images.Select(Words)]), objects, read._images, null);
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

    private void AddText(string text)
    {
        _texts.Add(text);
        _objects.Add(text);
    }

    private void AddData(string? type, string? base64)
    {
        byte[] bytes;
        try
        {
            bytes = System.Convert.FromBase64String(base64 ?? string.Empty);
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
            // Of a kind that no model takes.
        }

        _objects.Add(media ?? (object)bytes);
        if (media?.Kind == MediaKind.Image)
        {
            _images.Add(media);
            _texts.Add(Words(media));
        }
        else
        {
            _texts.Add($"({media?.MediaType ?? type ?? "data"}, {bytes.Length} bytes, which are not shown to the model)");
        }
    }

    private static string Words(ChatMedia image) => $"(an image, {image.MediaType}, which follows)";

    private static object? Loose(object? value)
    {
        try
        {
            return TypedValue.Loose(value);
        }
        catch (FormatException)
        {
            // A field that cannot be a property: the dictionary has it all the same.
            return value;
        }
    }

    private static OfoxException Invalid(string what) => new(OfoxErrorKind.OfoxInvalidResponse, $"The MCP server sent {what}") { Remedy = "Ask whoever makes the server." };
}
