using System;
using System.IO;
using System.Threading;
using OfoxPS.Core.Files;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>
/// An image that is sent from here. Its bytes stay where they are until the request is written; then they are kept, within a limit for the
/// process, so that the conversation goes on without the file.
/// </summary>
public sealed class ChatImage
{
    /// <summary>The largest image that is sent: 20 MiB, the limit of the vision APIs.</summary>
    internal const long MaximumLength = 20 * 1024 * 1024;

    private readonly byte[]? _bytes;
    private readonly long _changed;
    private byte[]? _kept;

    private ChatImage(string? path, byte[]? bytes, string mediaType, long length, long changed)
    {
        Path = path;
        _bytes = bytes;
        MediaType = mediaType;
        Length = length;
        _changed = changed;
    }

    /// <summary>The file's full path; null for an image given as bytes.</summary>
    public string? Path { get; }

    /// <summary>What the bytes are: image/png, image/jpeg, image/gif or image/webp.</summary>
    public string MediaType { get; }

    /// <summary>The size in bytes.</summary>
    public long Length { get; }

    /// <summary>An image in a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="OfoxException">The file is missing, locked, empty, over 20 MiB, or no PNG, JPEG, GIF or WebP.</exception>
    public static ChatImage FromFile(string path)
    {
        string full = FullPath(path);
        using Stream file = UserFile.Open(full, "image", out FileState state);
        byte[] header = new byte[ImageFormat.HeaderLength];
        int read = WholeFile.Fill(file, header, header.Length);
        string type = Check(header.AsSpan(0, read), state.Length, $"'{full}'");
        return new ChatImage(full, null, type, state.Length, state.Changed);
    }

    /// <summary>An image in memory.</summary>
    /// <param name="bytes">The content of an image file.</param>
    /// <exception cref="OfoxException">There are no bytes, over 20 MiB of them, or they are no PNG, JPEG, GIF or WebP.</exception>
    public static ChatImage FromBytes(byte[] bytes)
    {
        byte[] content = bytes ?? throw new ArgumentNullException(nameof(bytes));
        string type = Check(content, content.Length, "The byte array");
        return new ChatImage(null, content, type, content.Length, default);
    }

    /// <summary>Opens the bytes. A file that has changed since is refused, unless its bytes are kept: each attempt must send the same request.</summary>
    internal Stream Open()
    {
        if ((_bytes ?? _kept) is { } bytes)
        {
            return new MemoryStream(bytes, writable: false);
        }

        Stream file = UserFile.Open(Path!, "image", out FileState now);
        if (now.Length != Length || now.Changed != _changed)
        {
            file.Dispose();
            throw Failure.CannotRead("image", Path!, "it has changed since it was added to the request");
        }

        return file;
    }

    /// <summary>The bytes are in no file any more, but are kept here.</summary>
    internal bool IsLost
    {
        get
        {
            try
            {
                return _kept is not null && FileState.Of(Path!) is var now && (now.Length != Length || now.Changed != _changed);
            }
            catch (FileException)
            {
                return true;
            }
        }
    }

    /// <summary>Memory for the bytes of the file while they are sent; null where they are not to be kept.</summary>
    internal byte[]? BeginKeep() => Path is null || _kept is not null || !KeptImages.Reserve(Length) ? null : new byte[Length];

    /// <summary>The bytes were sent.</summary>
    /// <param name="bytes">What <see cref="BeginKeep"/> gave, filled; or null.</param>
    /// <param name="isWhole">Whether all of them were.</param>
    internal void EndKeep(byte[]? bytes, bool isWhole)
    {
        if (bytes is null)
        {
            return;
        }

        if (!isWhole || Interlocked.CompareExchange(ref _kept, bytes, null) is not null)
        {
            KeptImages.Release(Length);
            return;
        }

        KeptImages.Keep(this);
    }

    /// <summary>Lets go of what is kept.</summary>
    internal void Forget() => _kept = null;

    private static string FullPath(string path)
    {
        try
        {
            return System.IO.Path.GetFullPath(path);
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            throw Failure.CannotRead("image", TerminalText.Truncate(path ?? string.Empty, 100), FileException.Of(error).Message, error);
        }
    }

    private static string Check(ReadOnlySpan<byte> header, long length, string name)
    {
        if (length == 0)
        {
            throw Failure.InvalidArgument($"{name} is empty. An image has content.");
        }

        string? type = ImageFormat.MediaTypeOf(header);
        if (type is null)
        {
            throw Failure.InvalidArgument(
                $"{name} is not an image that can be sent: its bytes are not PNG, JPEG, GIF or WebP.");
        }

        if (length > MaximumLength)
        {
            throw Failure.InvalidArgument(
                $"{name} has {length / 1048576.0:0.0} MiB; an image may have at most 20 MiB.");
        }

        return type;
    }

    /// <summary>The kind, the size and where it is from.</summary>
    public override string ToString() => $"[{MediaType}, {Length} bytes{(Path is null ? string.Empty : $", {Path}")}]";
}
