using System;
using System.IO;
using System.Threading;
using OfoxPS.Core.Files;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>
/// A picture, a document (PDF) or a sound that is sent from here. What it is, its bytes say. They stay where they are until the request is
/// written; then they are kept, within a limit for the process, so that the conversation goes on without the file.
/// </summary>
public sealed class ChatMedia
{
    /// <summary>The largest image that is sent, in bytes: 20 MiB, the limit of the vision APIs.</summary>
    internal const long MaximumImage = 20 * 1024 * 1024;

    /// <summary>The largest document or sound that is sent, in bytes: 50 MiB, the most that a server is known to take.</summary>
    internal const long MaximumFile = 50 * 1024 * 1024;

    private readonly byte[]? _bytes;
    private readonly long _changed;
    private byte[]? _kept;

    private ChatMedia(string? path, byte[]? bytes, MediaFormat format, long length, long changed)
    {
        Path = path;
        _bytes = bytes;
        Format = format;
        Length = length;
        _changed = changed;
    }

    /// <summary>The file's full path; null for what was given as bytes.</summary>
    public string? Path { get; }

    /// <summary>What the bytes are: image/png, image/jpeg, image/gif, image/webp, application/pdf, audio/wav or audio/mpeg.</summary>
    public string MediaType => Format.MediaType;

    /// <summary>The size in bytes.</summary>
    public long Length { get; }

    internal MediaFormat Format { get; }

    internal MediaKind Kind => Format.Kind!.Value;

    /// <summary>The type of its part of a message, which is also the name of the field that holds it.</summary>
    internal string PartType => Kind switch
    {
        MediaKind.Image => "image_url",
        MediaKind.Document => "file",
        _ => "input_audio",
    };

    /// <summary>The name that a server is told of a document.</summary>
    internal string FileName => Path is null ? "document" + Format.Extension : System.IO.Path.GetFileName(Path);

    /// <summary>A picture, document or sound in a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="OfoxException">The file is missing, locked, empty or too large, or is no PNG, JPEG, GIF, WebP, PDF, WAV or MP3.</exception>
    public static ChatMedia FromFile(string path) => FromFile(path, "file");

    /// <param name="path">The file's path.</param>
    /// <param name="what">What is asked for, in an error.</param>
    internal static ChatMedia FromFile(string path, string what)
    {
        string full = FullPath(path, what);
        using Stream file = UserFile.Open(full, what, out FileState state);
        byte[] header = new byte[MediaFormat.HeaderLength];
        int read = WholeFile.Fill(file, header, header.Length);
        MediaFormat format = Check(header.AsSpan(0, read), state.Length, $"'{full}'");
        return new ChatMedia(full, null, format, state.Length, state.Changed);
    }

    /// <summary>A picture, document or sound in memory.</summary>
    /// <param name="bytes">The content of such a file.</param>
    /// <exception cref="OfoxException">There are no bytes, or too many, or they are no PNG, JPEG, GIF, WebP, PDF, WAV or MP3.</exception>
    public static ChatMedia FromBytes(byte[] bytes)
    {
        byte[] content = bytes ?? throw new ArgumentNullException(nameof(bytes));
        return new ChatMedia(null, content, Check(content, content.Length, "The byte array"), content.Length, default);
    }

    /// <summary>What a kind of media is called in a sentence.</summary>
    internal static string Word(MediaKind kind) => kind switch
    {
        MediaKind.Image => "image",
        MediaKind.Document => "document",
        _ => "sound",
    };

    /// <summary>Opens the bytes. A file that has changed since is refused, unless its bytes are kept: each attempt must send the same request.</summary>
    internal Stream Open()
    {
        if ((_bytes ?? _kept) is { } bytes)
        {
            return new MemoryStream(bytes, writable: false);
        }

        Stream file = UserFile.Open(Path!, Word(Kind), out FileState now);
        if (now.Length != Length || now.Changed != _changed)
        {
            file.Dispose();
            throw Failure.CannotRead(Word(Kind), Path!, "it has changed since it was added to the request");
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
    internal byte[]? BeginKeep() => Path is null || _kept is not null || !KeptMedia.Reserve(Length) ? null : new byte[Length];

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
            KeptMedia.Release(Length);
            return;
        }

        KeptMedia.Keep(this);
    }

    /// <summary>Lets go of what is kept.</summary>
    internal void Forget() => _kept = null;

    private static string FullPath(string path, string what)
    {
        try
        {
            return System.IO.Path.GetFullPath(path);
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            throw Failure.CannotRead(what, TerminalText.Truncate(path ?? string.Empty, 100), FileException.Of(error).Message, error);
        }
    }

    private static MediaFormat Check(ReadOnlySpan<byte> header, long length, string name)
    {
        if (length == 0)
        {
            throw Failure.InvalidArgument($"{name} is empty: an image, a document or a sound has content");
        }

        MediaFormat format = MediaFormat.Of(header)
            ?? throw Failure.InvalidArgument($"{name} is not an image, a document or a sound that can be sent: {MediaFormat.Explain(header)}");
        if (format.WayOut is { } wayOut)
        {
            throw Failure.InvalidArgument($"{name} is {format.Name}, which models do not take: {wayOut}");
        }

        long most = format.Kind == MediaKind.Image ? MaximumImage : MaximumFile;
        return length <= most ? format
            : throw Failure.InvalidArgument($"{name} has {length / 1048576.0:0.0} MiB; {(format.Kind == MediaKind.Image ? "an image" : $"a {Word(format.Kind!.Value)}")} may have at most {most / 1048576} MiB");
    }

    /// <summary>The kind, the size and where it is from.</summary>
    public override string ToString() => $"[{MediaType}, {Length} bytes{(Path is null ? string.Empty : $", {Path}")}]";
}
