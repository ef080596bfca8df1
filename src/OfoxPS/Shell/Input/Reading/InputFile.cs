using System.Text;
using OfoxPS.Core.Files;
using OfoxPS.Core.Text;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>
/// Reads a file as a part of a message: its bytes decide whether it is an image, a document or a sound; else it is text, with its
/// name.
/// </summary>
/// <param name="imageDetail">How closely the model looks at images; null leaves it to the server.</param>
/// <param name="encoding">The encoding of texts without a byte order mark; null for UTF-8.</param>
/// <param name="warnings">Gets a warning for each text that is not sent exactly as it is in the file.</param>
internal sealed class InputFile(string? imageDetail, Encoding? encoding, ICollection<string> warnings)
{
    // The first line of a Git LFS pointer file (git-lfs.github.com, docs/spec.md).
    private const string LfsPointer = "version https://git-lfs.github.com/spec/v1";

    /// <exception cref="OfoxException">The file cannot be read, is empty, or has a format that cannot be sent.</exception>
    public ChatContentPart Read(FileInfo file)
    {
        byte[] header = new byte[MediaFormat.HeaderLength];
        using (Stream stream = UserFile.Open(file.FullName))
        {
            int read = UserFile.Fill(stream, header, header.Length, file.FullName);
            if (MediaFormat.Of(header.AsSpan(0, read)) is null)
            {
                return ChatContentPart.FromText($"{file.Name}:\n{Checked(ReadText(stream, header, read, file.FullName), file.FullName)}");
            }
        }

        return ChatContentPart.FromMedia(ChatMedia.FromFile(file.FullName), imageDetail);
    }

    /// <summary>The text of bytes; the name is for error messages.</summary>
    /// <exception cref="OfoxException">The bytes are not text.</exception>
    public string Decode(byte[] bytes, string name)
    {
        if (MediaFormat.Of(bytes) is { WayOut: { } wayOut } format)
        {
            throw Failure.InvalidArgument($"{name} is {format.Name}, which models do not take: {wayOut}");
        }

        string text = TextBytes.Read(bytes, encoding, out bool isCut)
            ?? throw Failure.InvalidArgument($"{name} {TextBytes.Explain(bytes, encoding?.WebName)}");
        if (isCut)
        {
            warnings.Add(
                $"{name} begins or ends in the middle of a character, which is sent as U+FFFD. Where the "
                    + "file has another encoding, -Encoding names it.");
        }

        return text;
    }

    private string ReadText(Stream stream, byte[] header, int read, string path)
    {
        if (stream.Length > MediaLimits.MaximumImage)
        {
            throw Failure.InvalidArgument(
                $"The file '{path}' has {stream.Length / 1048576.0:0.0} MiB; a text file may have at most 20 MiB.");
        }

        return Decode([.. header.AsSpan(0, read), .. Rest(stream, path)], $"The file '{path}'");
    }

    private static byte[] Rest(Stream stream, string path)
    {
        try
        {
            return FileContent.ReadBytes(stream, MediaLimits.MaximumImage);
        }
        catch (FileException error)
        {
            throw Failure.CannotRead("file", path, error.Message, error);
        }
    }

    // A placeholder instead of the file, such as a Git LFS pointer, is an error.
    private string Checked(string text, string path)
    {
        if (text.Trim().Length == 0)
        {
            throw Failure.InvalidArgument(
                text.Length == 0 ? $"The file '{path}' is empty." : $"The file '{path}' is empty: it holds nothing but white space.");
        }

        bool isPointer = text.StartsWith(LfsPointer, StringComparison.Ordinal);
        if (MediaFormat.OfName(path) is { } named)
        {
            string what = isPointer ? "a Git LFS pointer; git lfs pull gets the file itself"
                : MediaFormat.IsHtml(Encoding.ASCII.GetBytes(TextCut.Start(text.TrimStart(), MediaFormat.HeaderLength)))
                    ? "an HTML page, as a download that failed leaves it"
                : "text";
            throw Failure.InvalidArgument(
                $"The file '{path}' is named as {(named.Kind == MediaKind.Image ? "an image" : named.Name)}, but holds {what}. "
                    + "To send its text: Get-Content -Raw");
        }

        if (isPointer)
        {
            warnings.Add($"The file '{path}' is a Git LFS pointer, and is sent as such; git lfs pull gets the file itself.");
        }

        return text;
    }
}
