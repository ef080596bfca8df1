using System.Management.Automation;
using OfoxPS.Core.Files;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Commands;

/// <summary>Writes the pictures and sound of answers to files.</summary>
[Cmdlet(VerbsData.Save, "OfoxMedia", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class SaveOfoxMediaCommand : OfoxCmdlet
{
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>A file, or a folder; the current folder unless said. Of several pictures the second is name-2, and so on.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = ".";

    /// <summary>Pictures and sound, or the answers, messages and chunks that hold them.</summary>
    [Parameter(ValueFromPipeline = true, Mandatory = true)]
    [AllowNull]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>Replaces existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (object? item in InputObject is null ? new object?[] { null } : Unwrap.Items(InputObject))
        {
            // What cannot be saved is a non-terminating error, so that the next one is tried.
            ChatMedia[] found = [];
            ContinueOnFailure(item, () => found = MediaOf(item));
            foreach (ChatMedia media in found)
            {
                ContinueOnFailure(item, () => Save(media));
            }
        }
    }

    private static ChatMedia[] MediaOf(object? item) => Rehydration.Value(item) switch
    {
        ChatMedia media => [media],
        ChatMessage message => All(message),
        ChatCompletion { Message: { } message } => All(message),
        null => throw Failure.InvalidArgument(
            "There is nothing to save: the input is $null, as Images and Audio of an answer without them are"),
        { } other => throw Failure.InvalidArgument(
            $"Pictures and sound of an answer are saved ($answer.Images, $answer.Audio), not {other.GetType().Name}"),
    };

    private static ChatMedia[] All(ChatMessage message)
    {
        ChatMedia[] all = [.. message.Images, .. message.Audio is { } sound ? (ChatMedia[])[sound] : []];
        return all.Length > 0 ? all : throw Failure.InvalidArgument("The answer has neither pictures nor sound");
    }

    private void Save(ChatMedia media)
    {
        if (media.Uri is { } address)
        {
            throw Failure.InvalidArgument(
                "The picture is kept by a server: Invoke-WebRequest "
                    + $"'{TerminalText.OneLine(address.AbsoluteUri, 300)}' -OutFile name fetches it");
        }

        byte[] bytes = media.AllData is { Length: > 0 } data
            ? data
            : throw Failure.InvalidArgument($"The {ChatMedia.Word(media.Kind)} is empty, or its bytes cannot be read");
        string target = Target(media, out bool isInFolder);
        _written.Add(target);
        if (!ShouldProcess(target, $"Save {bytes.Length} bytes ({TerminalText.OneLine(media.MediaType)})"))
        {
            return;
        }

        try
        {
            byte[] head = media.HeadFor(System.IO.Path.GetExtension(target), bytes.Length);
            FileContent.Replace(target, stream =>
            {
                stream.Write(head, 0, head.Length);
                stream.Write(bytes, 0, bytes.Length);
            }, makeDirectory: isInFolder);
        }
        catch (FileException error)
        {
            throw Failure.CannotWrite(ChatMedia.Word(media.Kind), target, error);
        }

        WriteObject(new FileInfo(target));
    }

    private string Target(ChatMedia media, out bool isInFolder)
    {
        _count++;
        string full = FilePath(Path, "-Path");
        string extension = ExtensionOf(media);
        FileType type = FileState.Of(full).Type;
        isInFolder = type == FileType.Directory || Path[Path.Length - 1] is '/' or '\\';
        if (type is FileType.Device or FileType.Pipe)
        {
            // Opening it for writing will report the error.
            return full;
        }

        if (isInFolder)
        {
            // In a folder, a name that no file has is chosen, so that several answers can be saved there.
            string kind = ChatMedia.Word(media.Kind);
            return Enumerable.Range(1, int.MaxValue).Select(number => System.IO.Path.Combine(full, $"{kind}-{number}{extension}"))
                .First(IsFree);
        }

        string folder = System.IO.Path.GetDirectoryName(full) ?? full;
        string name = System.IO.Path.GetFileNameWithoutExtension(full);
        string given = System.IO.Path.GetExtension(full);
        if (given.Length > 0 && MediaFormat.OfType(media.MediaType) is { } format
            && !format.Extensions.Contains(given, StringComparer.OrdinalIgnoreCase))
        {
            WriteWarning(
                $"The name ends in '{TerminalText.OneLine(given)}', and the "
                    + $"{ChatMedia.Word(media.Kind)} is {format.Name}. It is saved as it is.");
        }

        string target = System.IO.Path.Combine(
            folder, $"{name}{(_count == 1 ? string.Empty : $"-{_count}")}{(given.Length > 0 ? given : extension)}");
        return Force || IsFree(target) ? target
            : throw Failure.InvalidArgument(
                $"The file '{TerminalText.OneLine(target, 300)}' exists already. "
                + "-Force replaces it; a folder as -Path finds a free name");
    }

    // A server may send any media type, so only a short name of letters and digits becomes an extension.
    private static string ExtensionOf(ChatMedia media) => MediaFormat.OfType(media.MediaType)?.Extension
        ?? (media.Format == "pcm" ? ".wav"
            : media.Format is { Length: > 0 and <= 8 } format && media.MediaType != "application/octet-stream"
                && format.All(char.IsLetterOrDigit)
                ? "." + format.ToLowerInvariant()
            : ".bin");

    private bool IsFree(string path) => !_written.Contains(path) && FileState.Of(path).Type == FileType.None;
}
