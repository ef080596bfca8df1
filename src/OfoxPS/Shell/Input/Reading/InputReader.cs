using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Xml;
using OfoxPS.Core.Files;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>Reads a pipeline object as text, attachment, message or data; the table is in <c>about_OfoxPS</c>.</summary>
/// <param name="imageDetail">How closely the model looks at images; null leaves it to the server.</param>
/// <param name="encoding">The encoding of files without a byte order mark; null for UTF-8.</param>
/// <param name="choosesProperties">Whether -InputProperty is given, so that each object is data, even a file or a message.</param>
internal sealed class InputReader(string? imageDetail, Encoding? encoding, bool choosesProperties)
{
    /// <summary>Adds an object to an input.</summary>
    /// <param name="input">The input so far.</param>
    /// <param name="item">The object.</param>
    /// <param name="mayBeBlank">Whether a blank string is allowed, because it is one line of many.</param>
    /// <param name="messages">The messages that the object stands for; null if it is none.</param>
    /// <exception cref="OfoxException">The object cannot be sent, or not together with the input so far.</exception>
    public void Add(UserInput input, object? item, bool mayBeBlank, ChatMessage[]? messages)
    {
        object? value = Rehydration.Value(item);
        if (messages is not null)
        {
            RefuseMixed(input.HasContent);
            input.Messages.AddRange(messages);
            return;
        }

        RefuseMixed(input.Messages.Count > 0);
        switch (value)
        {
            case null:
                throw Failure.InvalidArgument("The input is $null.");
            case string text when !mayBeBlank && text.Trim().Length == 0:
                throw Failure.InvalidArgument("The input is an empty string.");
            case string text:
                input.Texts.Add(text);
                break;
            case XmlNode xml:
                input.Texts.Add(xml.OuterXml);
                break;
            case ErrorRecord error:
                input.Texts.Add(JsonTreeScalar.Text(error));
                break;
            case Exception or WarningRecord or VerboseRecord or DebugRecord or InformationRecord:
                input.Texts.Add(value.ToString()!);
                break;
            case { } formatted when formatted.GetType().Namespace == "Microsoft.PowerShell.Commands.Internal.Format":
                throw Failure.InvalidArgument(
                    "The input is formatted for the screen. Leave out Format-Table or Format-List, or end it with Out-String.")
                        .ForAllInput();
            case ChatCompletion completion:
                RefuseMixed(input.HasContent);
                input.Messages.AddRange(MessageReader.Read(completion));
                break;
            case OfoxConversation conversation:
                RefuseMixed(input.HasContent);
                input.Messages.AddRange(conversation.Messages);
                break;
            case DirectoryInfo directory:
                throw Failure.InvalidArgument($"'{directory.FullName}' is a directory. Use Get-ChildItem -File to get its files.");
            case FileInfo file:
                input.Files.Add(Files(input).Read(file));
                break;
            case PathInfo { Provider.Name: "FileSystem" } path when RegularFile.Exists(path.ProviderPath):
                input.Files.Add(Files(input).Read(new FileInfo(path.ProviderPath)));
                break;
            case ChatMedia media:
                input.Files.Add(ChatContentPart.FromMedia(media, imageDetail));
                break;
            case ChatContentPart part:
                input.Files.Add(part);
                break;
            case byte when !mayBeBlank:
                throw SingleBytes();
            case { } when Unwrap.Bytes(value) is { Length: > 0 } bytes && MediaFormat.OfSent(bytes) is not null:
                input.Files.Add(ChatContentPart.FromMedia(ChatMedia.FromBytes(bytes), imageDetail));
                break;
            case { } when !choosesProperties && WebPage.ContentOf(item) is { } content:
                AddPage(input, content);
                break;
            default:
                input.Objects.Add(item);
                break;
        }
    }

    /// <summary>Joins bytes that were piped one by one to an image, a document or a sound.</summary>
    /// <exception cref="OfoxException">The bytes are something else.</exception>
    public void Join(UserInput input)
    {
        if (input.Objects.Count > 1 && input.Texts.Count + input.Files.Count == 0 && Unwrap.Bytes(input.Objects) is { } bytes)
        {
            input.Files.Add(
                MediaFormat.OfSent(bytes) is null
                    ? throw SingleBytes()
                    : ChatContentPart.FromMedia(ChatMedia.FromBytes(bytes), imageDetail));
            input.Objects.Clear();
        }
    }

    /// <summary>Adds the value of -InputObject; all items of a list are one request.</summary>
    public void AddList(UserInput input, object? value)
    {
        if (Unwrap.Bytes(value) is { Length: > 0 } bytes && MediaFormat.OfSent(bytes) is not null)
        {
            Add(input, bytes, mayBeBlank: false, messages: null);
            return;
        }

        object bare = Unwrap.Value(value) ?? throw Failure.InvalidArgument("The input is $null.");
        int count = 0;
        bool isItself = false;
        foreach (object? item in Unwrap.Items(value))
        {
            // Stops at more objects than can be sent, because a sequence may be endless.
            if (input.Objects.Count > ObjectJson.MaximumCount)
            {
                break;
            }

            if (++count > JsonSize.MaximumValues)
            {
                throw Failure.InvalidArgument(
                    $"The input has more than {JsonSize.MaximumValues.ToString("N0", CultureInfo.InvariantCulture)} items.");
            }

            isItself = ReferenceEquals(item, bare);
            Add(input, item, mayBeBlank: true, MessageReader.Recognize(item));
        }

        input.IsList = count != 1 || !isItself;
    }

    // The error for bytes that are piped one by one: each would be a paid request about a number.
    private static OfoxException SingleBytes() => Failure.InvalidArgument(
        "The input is single bytes. Pipe the file itself (Get-Item), its text (Get-Content -Raw), or give its bytes as one array: "
            + "-Attachment (Get-Content -AsByteStream -Raw)").ForAllInput();

    private InputFile Files(UserInput input) => new(imageDetail, encoding, input.Warnings);

    private void AddPage(UserInput input, object content)
    {
        if (content is byte[] bytes)
        {
            if (MediaFormat.OfSent(bytes) is not null)
            {
                input.Files.Add(ChatContentPart.FromMedia(ChatMedia.FromBytes(bytes), imageDetail));
                return;
            }

            content = Files(input).Decode(bytes, "The content of the response");
        }

        string text = $"{content}";
        input.Texts.Add(text.Trim().Length > 0 ? text : throw Failure.InvalidArgument("The response has no content."));
    }

    public static OfoxException Mixed() => Failure.InvalidArgument(
        "Messages and other input cannot be mixed: all messages form one conversation. Put the "
            + "other input into a message with New-OfoxMessage.");

    private static void RefuseMixed(bool isMixed)
    {
        if (isMixed)
        {
            throw Mixed();
        }
    }
}
