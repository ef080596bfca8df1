using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Linq;
using System.Text;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Files;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>A conversation as a file of JSON lines: what it is, then one message a line in the words of the API.</summary>
internal static class ConversationFile
{
    private const string Schema = "ofox.conversation/1";

    private const string NoSchema = "it does not begin with a line that says its schema";

    /// <summary>Writes a conversation; a file that is there is replaced as a whole.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="inline">What was sent from files is written into it; otherwise their paths are.</param>
    /// <exception cref="OfoxException">The file cannot be written, or a file of it cannot be read.</exception>
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

        if (conversation.BaseUri is { IsAbsoluteUri: true, UserInfo.Length: 0 } address)
        {
            head["base_uri"] = address.AbsoluteUri;
        }

        IEnumerable<string> lines = conversation.Messages.Select(message => MessageJson.ToText(Normalizer.Plain(message), image => UrlOf(image, inline)));
        string text = string.Concat(lines.Prepend(JsonTreeWriter.ToText(head)).Select(static line => line + "\n"));
        byte[] bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text);
        try
        {
            if (FileState.Of(path).IsRegular && ProblemOf(TreesOf(WholeFile.ReadText(path), most: 1)) is { } problem)
            {
                throw new FileException($"it is there and is not a conversation ({problem}), so it has been left as it is. Remove it first, or give another path");
            }

            WholeFile.Replace(path, stream => stream.Write(bytes, 0, bytes.Length), makeDirectory: false);
        }
        catch (FileException error)
        {
            throw Failure.CannotWrite("conversation", path, error);
        }
    }

    /// <summary>Reads a conversation.</summary>
    /// <exception cref="OfoxException">The file cannot be read, or does not hold a conversation.</exception>
    public static OfoxConversation Read(string path)
    {
        OrderedDictionary?[] lines = TreesOf(UserFile.ReadText(path, "conversation"));
        string? problem = lines.Length == 0 ? NoSchema : ProblemOf(lines);
        if (problem is not null)
        {
            throw Failure.InvalidArgument($"'{path}' is not a conversation: {problem}.");
        }

        ChatMessage[] messages = [.. lines.Skip(1).Select(static line => Restored(Normalizer.Checked(() => MessageReader.Read(line).Single())))];
        Uri? address = Uri.TryCreate(lines[0]!["base_uri"] as string, UriKind.Absolute, out Uri? held) ? held : null;
        if (address is not null && Array.FindLast(messages, static message => message.Received) is { } last)
        {
            last.Origin = new CallOrigin(address) { IsStored = true };
        }

        return new OfoxConversation
        {
            Model = lines[0]!["model"] as string,
            BaseUri = address,
            Usage = lines[0]!["usage"] is IDictionary usage
                ? new Usage { PromptTokens = usage["prompt_tokens"] as long?, CompletionTokens = usage["completion_tokens"] as long?, TotalTokens = usage["total_tokens"] as long? }
                : null,
            Cost = CostCalculator.Amount(lines[0]!["cost"]),
            Messages = messages,
        };
    }

    private static OrderedDictionary?[] TreesOf(string text, int most = int.MaxValue) =>
        [.. text.Split('\n').Where(static line => line.Trim().Length > 0).Take(most).Select(static line => JsonTree.ParseObject(line))];

    // Why lines are not a conversation; null where they are one, or where there are none.
    private static string? ProblemOf(OrderedDictionary?[] lines) => lines.Length == 0 ? null
        : lines[0]?["schema"] is not string schema ? NoSchema
        : schema != Schema ? $"its schema is {TerminalText.OneLine(schema, 80)}, and this version reads {Schema}"
        : Array.IndexOf(lines, null) is >= 0 and var at ? FormattableString.Invariant($"line {at + 1} is no JSON object")
        : null;

    private static string UrlOf(ChatMedia media, bool inline)
    {
        if (media.Path is { } path && !inline && !media.IsLost)
        {
            return !FileAddress.IsElsewhere(path) ? FileAddress.Of(path, HashOf(media))
                : throw Failure.InvalidArgument($"The {ChatMedia.Word(media.Kind)} '{path}' is on another machine, from where a conversation does not read it. "
                    + "-InlineImage puts it into the file");
        }

        using Stream stream = media.Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return MessageWriter.DataPrefix(media) + Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    // The conversation is worth more than a file that has gone since: it is exported without the hash, and not imported as long as it has none.
    private static string? HashOf(ChatMedia media)
    {
        try
        {
            using Stream stream = media.Open();
            return HashedFiles.HashOf(stream);
        }
        catch (Exception error) when (error is OfoxException or FileException)
        {
            return null;
        }
    }

    // Only what whoever wrote the conversation knew is read and sent: a conversation that somebody else has made must not get at other files.
    private static ChatMedia MediaOf(string url)
    {
        (string? path, string? hash) = FileAddress.Read(url);
        if (path is null || hash is null)
        {
            throw Failure.InvalidArgument(path is null
                ? $"'{TerminalText.OneLine(url, 80)}' is not the address of a file of this machine"
                : $"The address of the file '{TerminalText.OneLine(path, 200)}' does not say its content (#sha256=...), as an exported conversation does, so it is not read. "
                    + "Get-FileHash tells what to add to the address");
        }

        ChatMedia media = ChatMedia.FromFile(path);
        using Stream content = media.Open();
        return HashedFiles.HashOf(content) == hash ? media
            : throw Failure.InvalidArgument($"The file '{TerminalText.OneLine(path, 200)}' is not the one that was exported: its content is another");
    }

    // A file is read again, so that it is checked and sent as if it had just been given. Bytes are kept as bytes.
    private static ChatMessage Restored(ChatMessage message)
    {
        foreach (ChatContentPart part in message.Content is string ? [] : message.Parts)
        {
            string? data = part.ImageUrl ?? Field(part, "file", "file_data") ?? Field(part, "input_audio", "data");
            if (data is not null && (FileAddress.IsOne(data) ? MediaOf(data) : part.ImageUrl is null ? BytesOf(data, Field(part, "file", "filename")) : null) is { } media)
            {
                part.Media = media;
                part.ImageUrl = null;
                part.Type = media.PartType;
                part.AdditionalProperties.Remove(media.PartType);
            }
        }

        return message;
    }

    private static string? Field(ChatContentPart part, string owner, string name) =>
        part.Type == owner && part.Fields[owner] is IDictionary fields ? fields[name] as string : null;

    // What the file has as base64 is bytes again, which are not counted as text.
    private static ChatMedia? BytesOf(string data, string? name) =>
        Base64Text.Bytes(data, data.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? data.IndexOf(',') + 1 : 0) is { } bytes && MediaFormat.OfSent(bytes) is { } format
            ? ChatMedia.FromSaved(format.MediaType, bytes, name) : null;
}
