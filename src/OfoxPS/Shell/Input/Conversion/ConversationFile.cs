using System.Collections;
using System.Collections.Specialized;
using System.Text;
using OfoxPS.Core.Catalog;
using OfoxPS.Core.Files;
using OfoxPS.Core.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Input.Conversion;

/// <summary>
/// Writes and reads the file of a conversation: JSON lines, a header and then one message per line with the fields of the API.
/// </summary>
internal static class ConversationFile
{
    private const string Schema = "ofox.conversation/1";

    private const string NoSchema = "it does not begin with a line that says its schema";

    /// <summary>Writes a conversation; an existing file is replaced atomically.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="inline">Whether the content of attached files is written, rather than their paths.</param>
    /// <exception cref="OfoxException">The file cannot be written, or an attached file cannot be read.</exception>
    public static void Write(string path, OfoxConversation conversation, bool inline)
    {
        OrderedDictionary head = new() { ["schema"] = Schema, ["model"] = conversation.Model };
        if (conversation.Usage is { } usage)
        {
            head["usage"] = new OrderedDictionary
            {
                ["prompt_tokens"] = usage.PromptTokens,
                ["completion_tokens"] = usage.CompletionTokens,
                ["total_tokens"] = usage.TotalTokens,
            };
        }

        if (conversation.Cost is { } cost)
        {
            head["cost"] = cost;
        }

        if (conversation.BaseUri is { IsAbsoluteUri: true, UserInfo.Length: 0 } address)
        {
            head["base_uri"] = address.AbsoluteUri;
        }

        IEnumerable<string> lines = conversation.Messages.Select(
            message => MessageJson.ToText(Normalizer.Plain(message), image => UrlOf(image, inline)));
        string text = string.Concat(lines.Prepend(JsonTreeWriter.ToText(head)).Select(static line => line + "\n"));
        byte[] bytes = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text);
        try
        {
            if (FileState.Of(path).IsRegular && ProblemOf(TreesOf(FileContent.ReadText(path), maximumLines: 1)) is { } problem)
            {
                throw new FileException(
                    $"it is there and is not a conversation ({problem}), so it has been left as it is. "
                        + "Remove it first, or give another path");
            }

            FileContent.Replace(path, stream => stream.Write(bytes, 0, bytes.Length), makeDirectory: false);
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

        ChatMessage[] messages = [
            .. lines.Skip(1).Select(static line => Restored(MessageReader.Read(line).Single()))];
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
                ? new Usage
                {
                    PromptTokens = usage["prompt_tokens"] as long?,
                    CompletionTokens = usage["completion_tokens"] as long?,
                    TotalTokens = usage["total_tokens"] as long?,
                }
                : null,
            Cost = CostCalculator.Amount(lines[0]!["cost"]),
            Messages = messages,
        };
    }

    private static OrderedDictionary?[] TreesOf(string text, int maximumLines = int.MaxValue) =>
        [.. text.Split('\n').Where(static line => line.Trim().Length > 0).Take(maximumLines)
            .Select(static line => JsonTree.ParseObject(line))];

    // Why the lines are not a conversation; null if they are one, or if there are none.
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
                : throw Failure.InvalidArgument(
                    $"The {ChatMedia.Word(media.Kind)} '{path}' is on another machine, from where a conversation does not read it. "
                    + "-InlineImage puts it into the file");
        }

        using Stream stream = media.Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return MessageWriter.DataPrefix(media) + Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    // The hash of an attached file. A file that is missing is exported without one, which keeps it from being imported.
    private static string? HashOf(ChatMedia media)
    {
        try
        {
            using Stream stream = media.Open();
            return Sha256.TextOf(stream);
        }
        catch (Exception error) when (error is OfoxException or FileException)
        {
            return null;
        }
    }

    // Reads an attached file only if its hash is that in the conversation, so that a conversation from somebody else cannot send
    // other files.
    private static ChatMedia MediaOf(string url)
    {
        (string? path, string? hash) = FileAddress.Read(url);
        if (path is null || hash is null)
        {
            throw Failure.InvalidArgument(path is null
                ? $"'{TerminalText.OneLine(url, 80)}' is not the address of a file of this machine"
                : $"The address of the file '{TerminalText.OneLine(path, 200)}' does not say its content (#sha256=...), "
                    + "as an exported conversation does, so it is not read. "
                    + "Get-FileHash tells what to add to the address");
        }

        ChatMedia media = ChatMedia.FromFile(path);
        using Stream content = media.Open();
        return Sha256.TextOf(content) == hash ? media
            : throw Failure.InvalidArgument(
                $"The file '{TerminalText.OneLine(path, 200)}' is not the one that was exported: its content is another");
    }

    // Attachments of a message are checked like new ones. Bytes are kept as bytes.
    private static ChatMessage Restored(ChatMessage message)
    {
        foreach (ChatContentPart part in message.Content is string ? [] : message.Parts)
        {
            string? data = part.ImageUrl ?? Field(part, "file", "file_data") ?? Field(part, "input_audio", "data");
            ChatMedia? saved = data is null ? null
                : FileAddress.IsOne(data) ? MediaOf(data)
                : part.ImageUrl is null ? BytesOf(data, Field(part, "file", "filename"))
                : null;
            if (saved is { } media)
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

    // Base64 text of the file as bytes, which do not count as text of the conversation.
    private static ChatMedia? BytesOf(string data, string? name) =>
        Base64Text.Bytes(data, data.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? data.IndexOf(',') + 1 : 0) is { } bytes
            && MediaFormat.OfSent(bytes) is { } format
            ? ChatMedia.FromSaved(format.MediaType, bytes, name) : null;
}
