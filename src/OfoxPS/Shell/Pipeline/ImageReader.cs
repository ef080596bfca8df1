using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Core.Files;
using OfoxPS.Core.Text;
using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.Pipeline;

/// <summary>Images as people name them: a path (wildcards too), a file, a URL (file: too), bytes.</summary>
internal sealed class ImageReader
{
    // Of Windows; others allow less.
    private const int LongestPath = 32_767;

    private readonly PSCmdlet _cmdlet;
    private readonly string? _detail;

    public ImageReader(PSCmdlet cmdlet, string? detail)
    {
        _cmdlet = cmdlet;
        _detail = detail;
    }

    /// <exception cref="OfoxException">There is no such image, or it is none.</exception>
    public IEnumerable<ChatContentPart> Read(object? image) => Unwrap.Value(image) switch
    {
        _ when ByteList.Of(image) is { } bytes => [ChatContentPart.FromImage(ChatImage.FromBytes(bytes), _detail)],
        FileInfo file => [FromFile(file.FullName)],
        Uri { IsAbsoluteUri: true, IsFile: true } file => [FromFile(file.LocalPath)],
        Uri url => [FromUrl(url.OriginalString)],
        PathInfo path => [FromFile(path.ProviderPath)],
        string text when text.Trim().Length == 0 => throw Failure.InvalidArgument("The path of an image is empty."),
        string text when text.IndexOf('\0') >= 0 => throw Failure.InvalidArgument("The path of an image contains a NUL character."),
        string text when text.Length > LongestPath && !IsUrl(text) => throw Failure.InvalidArgument($"The path of an image is too long: it has {text.Length} characters."),
        string text when IsUrl(text) => [FromUrl(text)],
        string text when text.StartsWith("file:", StringComparison.OrdinalIgnoreCase) => [FromFile(PathOf(text))],
        string text => Paths(text).Select(FromFile),
        ChatImage ready => [ChatContentPart.FromImage(ready, _detail)],
        ChatContentPart part => [part],
        null => throw Failure.InvalidArgument("An image is $null."),
        { } other => throw Failure.InvalidArgument($"An image must be a path, a file, a URL or a byte array, not {other.GetType().Name}."),
    };

    private static bool IsUrl(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || text.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase);

    private static string PathOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? file) && file.IsFile && file.LocalPath.IndexOf('\0') < 0
            ? file.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? new Uri("file://" + file.AbsolutePath).LocalPath : file.LocalPath
        : throw Failure.InvalidArgument($"'{TerminalText.OneLine(TerminalText.Truncate(url, 300))}' is not the address of a file, which is written as in file:///c:/pictures/a.png");

    private ChatContentPart FromUrl(string url) => IsUrl(url)
        ? ChatContentPart.FromImageUrl(url, _detail)
        : throw Failure.InvalidArgument($"The URL of an image must begin with http, https or data:image, not '{url}'.");

    private ChatContentPart FromFile(string path) => ChatContentPart.FromImage(ChatImage.FromFile(path), _detail);

    // A name that exists is that file, whatever characters it has; only then it may be a pattern.
    private string[] Paths(string text)
    {
        try
        {
            string literal = _cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(text, out ProviderInfo provider, out _);
            if (provider.Name != "FileSystem")
            {
                throw Failure.InvalidArgument($"The image '{text}' is not in the file system.");
            }

            string[] files = FilePattern.Find(_cmdlet, text, literal, "image", RegularFile.Exists);
            return [.. files.OrderBy(static path => path, StringComparer.OrdinalIgnoreCase)];
        }
        catch (Exception error) when (error is SessionStateException or NotSupportedException or PathTooLongException)
        {
            throw Failure.CannotRead("image", TerminalText.Truncate(text, 300), TerminalText.Truncate(error.Message, 300), error);
        }
    }
}
