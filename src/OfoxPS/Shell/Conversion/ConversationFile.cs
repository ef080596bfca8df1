using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Text;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Conversion;

/// <summary>A conversation as a file of JSON lines: what it is, then one message a line in the words of the API.</summary>
internal static class ConversationFile
{
    private const string Schema = "ofox.conversation/1";

    private const string FileScheme = "file:";

    /// <summary>Writes a conversation; a file that is there is replaced as a whole.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="inline">Images of files are written into it; otherwise their paths are.</param>
    /// <exception cref="OfoxException">The file cannot be written, or an image cannot be read.</exception>
    public static void Write(string path, OfoxConversation conversation, bool inline)
    {
        OrderedDictionary head = new() { ["schema"] = Schema, ["model"] = conversation.Model };
        if (conversation.Usage is { } usage)
        {
            head["usage"] = new OrderedDictionary { ["prompt_tokens"] = usage.PromptTokens, ["completion_tokens"] = usage.CompletionTokens, ["total_tokens"] = usage.TotalTokens };
        }

        if (conversation.Cost is { } cost)
        {
            head["cost"] = cost;
        }

        IEnumerable<string> lines = conversation.Messages.Select(message => MessageJson.ToText(Normalizer.Plain(message), image => UrlOf(image, inline)));
        string text = string.Concat(lines.Prepend(JsonTreeWriter.ToText(head)).Select(static line => line + "\n"));
        string temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            try
            {
                File.WriteAllText(temporary, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
                File.Copy(temporary, path, overwrite: true);
            }
            finally
            {
                // Fails as well where there is no such folder.
                File.Delete(temporary);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure.CannotWrite("conversation", path, error);
        }
    }

    /// <summary>Reads a conversation.</summary>
    /// <exception cref="OfoxException">The file cannot be read, or does not hold a conversation.</exception>
    public static OfoxConversation Read(string path)
    {
        OrderedDictionary?[] lines = [.. LinesOf(path).Where(static line => line.Trim().Length > 0).Select(static line => JsonTree.ParseObject(line))];
        string? problem = lines.Length == 0 || lines[0]?["schema"] is not string schema ? "it does not begin with a line that says its schema"
            : schema != Schema ? $"its schema is {TerminalText.OneLine(schema, 80)}, and this version reads {Schema}"
            : Array.IndexOf(lines, null) is >= 0 and var at ? $"line {at + 1} is no JSON object"
            : null;
        if (problem is not null)
        {
            throw Failure.InvalidArgument($"'{path}' is not a conversation: {problem}.");
        }

        return new OfoxConversation
        {
            Model = lines[0]!["model"] as string,
            Usage = lines[0]!["usage"] is IDictionary usage
                ? new Usage { PromptTokens = usage["prompt_tokens"] as long?, CompletionTokens = usage["completion_tokens"] as long?, TotalTokens = usage["total_tokens"] as long? }
                : null,
            Cost = CostOf(lines[0]!["cost"]),
            Messages = [.. lines.Skip(1).Select(static line => Restored(Normalizer.Checked(() => MessageReader.Read(line).Single())))],
        };
    }

    private static decimal? CostOf(object? number) => number switch
    {
        long whole and >= 0 and < (long)CostCalculator.Highest => whole,
        decimal exact and >= 0 and < CostCalculator.Highest => exact,
        double real and >= 0 and < (double)CostCalculator.Highest => (decimal)real,
        _ => null,
    };

    private static string[] LinesOf(string path)
    {
        try
        {
            return !File.Exists(path) ? throw Failure.NoFile("conversation", path)
                : LocalFile.HasNothing(path) ? []
                : LocalFile.ReadText(path).Split('\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Failure.CannotRead("conversation", path, error.Message, error);
        }
    }

    private static string UrlOf(ChatImage image, bool inline)
    {
        if (image.Path is not null && !inline)
        {
            return new Uri(image.Path).AbsoluteUri;
        }

        using Stream stream = image.Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return $"data:{image.MediaType};base64,{Convert.ToBase64String(bytes.ToArray())}";
    }

    private static string PathOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? file) && file.LocalPath.IndexOf('\0') < 0 ? file.LocalPath
        : throw Failure.InvalidArgument($"'{TerminalText.OneLine(url, 80)}' is not the address of an image file");

    // A file is read again, so that it is checked and sent as if it had just been given.
    private static ChatMessage Restored(ChatMessage message)
    {
        foreach (ChatContentPart part in message.Content is string ? [] : message.Parts)
        {
            if (part.ImageUrl?.StartsWith(FileScheme, StringComparison.OrdinalIgnoreCase) == true)
            {
                part.Image = ChatImage.FromFile(PathOf(part.ImageUrl));
                part.ImageUrl = null;
            }
        }

        return message;
    }
}
