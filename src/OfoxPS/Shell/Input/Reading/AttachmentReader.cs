using System.Management.Automation;
using OfoxPS.Core.Files;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>
/// Reads attachments as users give them: a path (wildcards allowed), a file, a URL (including file: and data:), or bytes.
/// </summary>
/// <param name="cmdlet">The cmdlet, whose session resolves paths.</param>
/// <param name="detail">How closely the model looks at images; null leaves it to the server.</param>
/// <param name="onlyImages">Whether a document or a sound is refused.</param>
internal sealed class AttachmentReader(PSCmdlet cmdlet, string? detail, bool onlyImages)
{
    // Characters of the longest path on Windows; other systems allow less.
    private const int LongestPath = 32_767;

    private const string Data = "data:";

    private string Kind => onlyImages ? "image" : "file";

    private string Subject => onlyImages ? "An image" : "An attachment";

    /// <exception cref="OfoxException">There is no such file, or its format cannot be sent.</exception>
    public IEnumerable<ChatContentPart> Read(object? value) => Unwrap.Value(value) switch
    {
        _ when Unwrap.Bytes(value) is { } bytes => [Part(ChatMedia.FromBytes(bytes), "The byte array")],
        FileInfo file => [FromFile(file.FullName)],
        Uri { IsAbsoluteUri: true, IsFile: true } file => [FromFile(file.LocalPath)],
        Uri url => [FromUrl(url.OriginalString)],
        PathInfo path => [FromFile(path.ProviderPath)],
        string text when text.Trim().Length == 0 => throw Failure.InvalidArgument($"The path of {Subject.ToLowerInvariant()} is empty."),
        string text when text.IndexOf('\0') >= 0 => throw Failure.InvalidArgument(
                $"The path of {Subject.ToLowerInvariant()} contains a NUL character."),
        string text when IsUrl(text) => [FromUrl(text)],
        string text when text.Length > LongestPath => throw Failure.InvalidArgument(
                $"The path of {Subject.ToLowerInvariant()} is too long: it has {text.Length} characters."),
        string text when text.StartsWith("file:", StringComparison.OrdinalIgnoreCase) => [FromFile(PathOf(text))],
        string text => Paths(text).Select(FromFile),
        ChatMedia ready => [Part(ready, ready.ToString())],
        ChatContentPart part => [part],
        null => throw Failure.InvalidArgument($"{Subject} is $null."),
        { } other => throw Failure.InvalidArgument($"{Subject} must be a path, a file, a URL or a byte array, not {other.GetType().Name}."),
    };

    private static bool IsUrl(string text) => IsWeb(text) || text.StartsWith(Data, StringComparison.OrdinalIgnoreCase);

    private static bool IsWeb(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static string PathOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? file) && file.IsFile && file.LocalPath.IndexOf('\0') < 0
            ? file.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                ? new Uri("file://" + file.AbsolutePath).LocalPath
                : file.LocalPath
        : throw Failure.InvalidArgument($"'{Short(url)}' is not the address of a file, which is written as in file:///c:/pictures/a.png");

    private static string Short(string text) => TerminalText.OneLine(TerminalText.Truncate(text, 300));

    private ChatContentPart FromUrl(string url) =>
        url.StartsWith(Data, StringComparison.OrdinalIgnoreCase) ? FromData(url)
        : !IsWeb(url)
            ? throw Failure.InvalidArgument(
                $"The URL of {Subject.ToLowerInvariant()} must begin with http, https or data:, not '{Short(url)}'.")
        : MediaFormat.OfName(url.Split('?', '#')[0]) is { Kind: not MediaKind.Image } format
            ? throw Failure.InvalidArgument($"'{Short(url)}' is the address of {format.Name}, and servers fetch nothing but images. "
                + $"Download it and attach the file: Invoke-WebRequest '{Short(url).Replace("'", "''")}' -OutFile name{format.Extension}")
        : ChatContentPart.FromImageUrl(url, detail);

    // The format comes from the bytes, not from the URL. An image of a format that is unknown here is left to the server.
    private ChatContentPart FromData(string url)
    {
        int comma = url.IndexOf(',');
        string head = comma < 0 ? url.Substring(Data.Length) : url.Substring(Data.Length, comma - Data.Length);
        string type = head.Split(';')[0].Trim();
        bool isBase64 = head.EndsWith(";base64", StringComparison.OrdinalIgnoreCase);
        byte[]? bytes = comma > 0 && isBase64 ? Base64Text.Bytes(url, comma + 1) : null;
        bool isKnown = bytes is not null && MediaFormat.OfSent(bytes) is not null;
        bool mayBeImage = type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) && MediaFormat.OfType(type) is not { IsSent: true };
        return isKnown ? Part(ChatMedia.FromBytes(bytes!), "The data URL")
            : mayBeImage ? ChatContentPart.FromImageUrl(url, detail)
            : throw Failure.InvalidArgument(bytes is { Length: > 0 }
                ? $"The data URL says {(type.Length > 0 ? Short(type) : "nothing of its type")}, "
                    + $"but its bytes are not {MediaFormat.SentNames}"
                : "A data URL has bytes in base64, as in data:image/png;base64,iVBOR..., and "
                    + $"'{TerminalText.OneLine(TerminalText.Truncate(url, 60))}' has none");
    }

    private ChatContentPart FromFile(string path) => Part(ChatMedia.FromFile(path, Kind), $"'{path}'");

    private ChatContentPart Part(ChatMedia media, string name) => !onlyImages || media.Kind == MediaKind.Image
        ? ChatContentPart.FromMedia(media, detail)
        : throw Failure.InvalidArgument($"{name} is not an image, but {MediaFormat.OfType(media.MediaType)?.Name}. -Attachment sends it");

    // An existing file wins, even with wildcard characters in its name; otherwise the text is a pattern.
    private IEnumerable<string> Paths(string text) =>
        FilePattern.Find(cmdlet, text, Kind, RegularFile.Exists).OrderBy(static path => path, StringComparer.OrdinalIgnoreCase);
}
