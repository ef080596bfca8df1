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
        RefuseMixed(messages is null ? input.Messages.Count > 0 : input.HasContent);
        if (messages is not null)
        {
            input.Messages.AddRange(messages);
        }
        else if (value is ChatCompletion or OfoxConversation)
        {
            RefuseMixed(input.HasContent);
            input.Messages.AddRange(MessageReader.Read(value));
        }
        else if (TextOf(value, mayBeBlank) is { } text)
        {
            input.Texts.Add(text);
        }
        else if (FileOf(input, value!, mayBeBlank) is { } file)
        {
            input.Files.Add(file);
        }
        else if (!choosesProperties && WebPage.ContentOf(item) is { } content)
        {
            AddPage(input, content);
        }
        else
        {
            input.Objects.Add(item);
        }
    }

    /// <summary>Joins bytes that were piped one by one to an image, a document or a sound.</summary>
    /// <exception cref="OfoxException">The bytes are something else.</exception>
    public void Join(UserInput input)
    {
        if (input.Objects.Count > 1 && input.Texts.Count + input.Files.Count == 0 && Unwrap.Bytes(input.Objects) is { } bytes)
        {
            input.Files.Add(MediaOf(bytes) ?? throw SingleBytes());
            input.Objects.Clear();
        }
    }

    /// <summary>Adds the value of -InputObject; all items of a list are one request.</summary>
    public void AddList(UserInput input, object? value)
    {
        if (MediaOf(Unwrap.Bytes(value)) is { } media)
        {
            input.Files.Add(media);
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

    // The text of a value that is sent as it is; null for any other value.
    private static string? TextOf(object? value, bool mayBeBlank) => value switch
    {
        null => throw Failure.InvalidArgument("The input is $null."),
        string text when !mayBeBlank && text.Trim().Length == 0 => throw Failure.InvalidArgument("The input is an empty string."),
        string text => text,
        StringBuilder or StringWriter => TextOf(value.ToString(), mayBeBlank),
        XmlNode xml => xml.OuterXml,
        ErrorRecord error => JsonTreeScalar.Text(error),
        Exception or WarningRecord or VerboseRecord or DebugRecord or InformationRecord => value.ToString(),
        _ when value.GetType().Namespace == "Microsoft.PowerShell.Commands.Internal.Format" => throw Failure.InvalidArgument(
            "The input is formatted for the screen. Leave out Format-Table or Format-List, or end it with Out-String.").ForAllInput(),
        _ => null,
    };

    // The file, image, document or sound that a value is; null for any other value.
    private ChatContentPart? FileOf(UserInput input, object value, bool mayBeBlank) => value switch
    {
        DirectoryInfo directory => throw Failure.InvalidArgument(
            $"'{directory.FullName}' is a directory. Use Get-ChildItem -File to get its files."),
        FileInfo file => Files(input).Read(file),
        PathInfo { Provider.Name: "FileSystem" } path when RegularFile.Exists(path.ProviderPath) =>
            Files(input).Read(new FileInfo(path.ProviderPath)),
        ChatMedia media => ChatContentPart.FromMedia(media, imageDetail),
        ChatContentPart part => part,
        byte when !mayBeBlank => throw SingleBytes(),
        _ => MediaOf(Unwrap.Bytes(value)),
    };

    // The image, document or sound that bytes are; null where they are something else.
    private ChatContentPart? MediaOf(byte[]? bytes) => bytes is { Length: > 0 } && MediaFormat.OfSent(bytes) is not null
        ? ChatContentPart.FromMedia(ChatMedia.FromBytes(bytes), imageDetail)
        : null;

    // The error for bytes that are piped one by one: each would be a paid request about a number.
    private static OfoxException SingleBytes() => Failure.InvalidArgument(
        "The input is single bytes. Pipe the file itself (Get-Item), its text (Get-Content -Raw), or give its bytes as one array: "
            + "-Attachment (Get-Content -AsByteStream -Raw)").ForAllInput();

    private InputFile Files(UserInput input) => new(imageDetail, encoding, input.Warnings);

    private void AddPage(UserInput input, object content)
    {
        if (content is byte[] bytes)
        {
            if (MediaOf(bytes) is { } media)
            {
                input.Files.Add(media);
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
