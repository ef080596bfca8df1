using System;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Xml;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.Pipeline;

/// <summary>Tells what a pipeline object means: see the table in <c>about_OfoxPS</c>.</summary>
internal sealed class InputReader
{
    private readonly string? _imageDetail;

    public InputReader(string? imageDetail) => _imageDetail = imageDetail;

    /// <summary>Adds an object to what will be sent.</summary>
    /// <param name="input">What there is so far.</param>
    /// <param name="item">The object.</param>
    /// <param name="mayBeBlank">It is one line of many, so it may be empty; alone it would be a paid request about nothing.</param>
    /// <exception cref="OfoxException">The object cannot be sent, or not together with what is there.</exception>
    public void Add(UserInput input, object? item, bool mayBeBlank)
    {
        object? value = Rehydration.Value(item);
        if (MessageReader.Recognize(item) is { } messages)
        {
            Unmixed(!input.HasContent);
            input.Messages.AddRange(messages);
            return;
        }

        Unmixed(input.Messages.Count == 0);
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
                input.Texts.Add(ErrorText.Of(error));
                break;
            case Exception or WarningRecord or VerboseRecord or DebugRecord or InformationRecord:
                input.Texts.Add(value.ToString()!);
                break;
            case { } formatted when formatted.GetType().Namespace == "Microsoft.PowerShell.Commands.Internal.Format":
                throw Failure.InvalidArgument("The input is formatted for the screen. Leave out Format-Table or Format-List, or end it with Out-String.").ForAllInput();
            case ChatCompletion completion:
                Unmixed(!input.HasContent);
                input.Messages.AddRange(Normalizer.Checked(() => MessageReader.Read(completion)));
                break;
            case OfoxConversation conversation:
                Unmixed(!input.HasContent);
                input.Messages.AddRange(conversation.Messages);
                break;
            case DirectoryInfo directory:
                throw Failure.InvalidArgument($"'{directory.FullName}' is a directory. Use Get-ChildItem -File to get its files.");
            case FileInfo file:
                input.Files.Add(InputFile.Read(file, _imageDetail));
                break;
            default:
                input.Objects.Add(item);
                break;
        }
    }

    /// <summary>Adds a value that was given by name: a list is all of it one request.</summary>
    public void AddWhole(UserInput input, object? value)
    {
        object bare = Unwrap.Value(value) ?? throw Failure.InvalidArgument("The input is $null.");
        int count = 0;
        bool isItself = false;
        foreach (object? item in Unwrap.Items(value))
        {
            // What cannot be sent any more is not gathered, because a sequence may have no end.
            if (input.Objects.Count > ObjectJson.MaximumCount)
            {
                break;
            }

            if (++count > JsonSize.MaximumValues)
            {
                throw Failure.InvalidArgument($"The input has more than {JsonSize.MaximumValues.ToString("N0", CultureInfo.InvariantCulture)} items.");
            }

            isItself = ReferenceEquals(item, bare);
            Add(input, item, mayBeBlank: true);
        }

        input.IsList = count != 1 || !isItself;
    }

    public static OfoxException Mixed() => Failure.InvalidArgument(
        "Messages and other input cannot be mixed: all messages form one conversation. Put the other input into a message with New-OfoxMessage.");

    private static void Unmixed(bool unmixed)
    {
        if (!unmixed)
        {
            throw Mixed();
        }
    }
}
