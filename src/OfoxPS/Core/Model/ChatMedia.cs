using OfoxPS.Core.Files;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>
/// A picture, a document (PDF) or a sound, recognised by its first bytes. A file is read while the request is sent, and a copy of it is
/// kept on the disk within a limit for the process, so that the conversation can go on without the file. The bytes of an answer are
/// decoded when <see cref="Data"/> is read.
/// </summary>
public sealed class ChatMedia
{
    // The type of sound without a header, which is what OpenAI streams.
    private const string Pcm = "audio/pcm";

    private byte[]? _bytes;
    private SpoolFile? _kept;

    private ChatMedia(MediaKind kind, string mediaType, long length)
    {
        Kind = kind;
        MediaType = mediaType;
        Length = length;
    }

    /// <summary>
    /// What the bytes are, as image/png, application/pdf or audio/wav; what a server says of bytes that are not known here.
    /// </summary>
    public string MediaType { get; }

    /// <summary>
    /// The format in one word, as png, pdf, wav, mp3; pcm for sound without a head: 16 bits, 24 kHz, one channel, as OpenAI streams it.
    /// </summary>
    public string Format =>
        MediaFormat.OfType(MediaType)?.Extension.TrimStart('.') ?? MediaType.Substring(MediaType.IndexOf('/') + 1).Split('+', ';')[0];

    /// <summary>The size in bytes; 0 for an address.</summary>
    public long Length { get; }

    /// <summary>The file's full path; null for what was given as bytes, and for what is of an answer.</summary>
    public string? Path { get; private init; }

    /// <summary>The name of the file, which a server is told of a document; null where there is none.</summary>
    public string? Name
    {
        get => field ?? System.IO.Path.GetFileName(Path);
        internal init;
    }

    /// <summary>The address of a picture that a server keeps; null where its bytes are here.</summary>
    public Uri? Uri { get; private init; }

    /// <summary>What is said in the sound of an answer; null where nobody has said it.</summary>
    public string? Transcript { get; private init; }

    /// <summary>The id by which a server knows the sound of its answer; null for anything else.</summary>
    public string? Id { get; private init; }

    /// <summary>The bytes; null for an address, and for a file, which Path names.</summary>
    public byte[]? Data => Path is null ? Bytes() : null;

    /// <summary>
    /// The bytes wherever they are; null for an address, and where a file cannot be read any more. Those of a file are read each time.
    /// </summary>
    internal byte[]? AllData => Bytes() ?? (Path is null ? null : ReadFile());

    internal MediaKind Kind { get; }

    // When a file was last changed.
    private long Changed { get; init; }

    // The base64 of a server, and where in it the bytes begin.
    private string? Text { get; init; }

    private int From { get; init; }

    /// <summary>The type of its part of a message, which is also the name of the field that holds it.</summary>
    internal string PartType => Kind switch
    {
        MediaKind.Image => "image_url",
        MediaKind.Document => "file",
        _ => "input_audio",
    };

    /// <summary>The name that a server is told of a document.</summary>
    internal string FileName => Name ?? "document." + Format;

    /// <summary>A picture, document or sound in a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <exception cref="OfoxException">
    /// The file is missing, locked, empty or too large, or is no PNG, JPEG, GIF, WebP, PDF, WAV or MP3.
    /// </exception>
    public static ChatMedia FromFile(string path) => FromFile(path, "file");

    /// <summary>The same; an error says what was asked for.</summary>
    internal static ChatMedia FromFile(string path, string what)
    {
        string full = FullPath(path, what);
        using Stream file = UserFile.Open(full, what, out FileState state);
        byte[] header = new byte[MediaFormat.HeaderLength];
        int read = UserFile.Fill(file, header, header.Length, full, what);
        MediaFormat format = MediaLimits.Check(header.AsSpan(0, read), state.Length, full);
        return new ChatMedia(format.Kind!.Value, format.MediaType, state.Length) { Path = full, Changed = state.Changed };
    }

    /// <summary>A picture, document or sound in memory.</summary>
    /// <param name="bytes">The content of such a file.</param>
    /// <exception cref="OfoxException">There are no bytes, or too many, or they are no PNG, JPEG, GIF, WebP, PDF, WAV or MP3.</exception>
    public static ChatMedia FromBytes(byte[] bytes)
    {
        byte[] content = bytes ?? throw new ArgumentNullException(nameof(bytes));
        MediaFormat format = MediaLimits.Check(content, content.Length, null);
        return new ChatMedia(format.Kind!.Value, format.MediaType, content.Length) { _bytes = content };
    }

    /// <summary>Bytes that a server has written as base64 into a text, and the media type that it says; a sound has more.</summary>
    internal static ChatMedia FromText(
        MediaKind kind, string text, int from, string? declared, string? transcript = null, string? id = null)
    {
        const int Head = 24;
        byte[]? begin = Base64Text.Bytes(text.Substring(from, Math.Min(Head, text.Length - from)));
        string known = MediaFormat.Of(begin) is { } format && format.Kind == kind ? format.MediaType : string.Empty;
        string type = known.Length > 0 ? known
            : declared is { Length: > 0 } && MediaFormat.OfType(declared) is null ? TerminalText.OneLine(declared, 80)
            : kind == MediaKind.Audio ? Pcm : "application/octet-stream";
        return new ChatMedia(kind, type, Base64Text.LengthOf(text, from)) { Text = text, From = from, Transcript = transcript, Id = id };
    }

    /// <summary>What a file or a job has kept of a picture, document or sound.</summary>
    internal static ChatMedia FromSaved(string mediaType, byte[] bytes, string? name, string? transcript = null, string? id = null)
    {
        MediaKind kind = MediaFormat.OfType(mediaType)?.Kind
            ?? (mediaType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) ? MediaKind.Audio : MediaKind.Image);
        return new ChatMedia(kind, mediaType, bytes.Length) { _bytes = bytes, Name = name, Transcript = transcript, Id = id };
    }

    /// <summary>A picture that a server keeps.</summary>
    internal static ChatMedia FromUri(Uri address) =>
        new(MediaKind.Image, MediaFormat.OfName(address.AbsolutePath) is { Kind: MediaKind.Image } format ? format.MediaType
            : "image/*", 0)
        { Uri = address };

    /// <summary>What goes before so many bytes in a file of an extension: sound without a head is made a WAV, which players know.</summary>
    internal byte[] HeadFor(string extension, int length) =>
        MediaType == Pcm && extension.Equals(".wav", StringComparison.OrdinalIgnoreCase) ? PcmWaveHeader.Of(length) : [];

    /// <summary>Refuses what no model takes: an answer may have bytes of any format.</summary>
    /// <exception cref="OfoxException">It is not sent.</exception>
    internal ChatMedia Sendable() => Length == 0 ? throw Failure.InvalidArgument($"The {Word(Kind)} is empty")
        : MediaFormat.OfType(MediaType) is { IsSent: true } ? this
        : throw Failure.InvalidArgument(
            $"The {Word(Kind)} is {TerminalText.OneLine(MediaType)}, and what is sent is {MediaFormat.SentNames}");

    /// <summary>What a kind of media is called in a sentence.</summary>
    internal static string Word(MediaKind kind) => kind switch
    {
        MediaKind.Image => "image",
        MediaKind.Document => "document",
        _ => "sound",
    };

    /// <summary>
    /// Opens the bytes. A file that has changed since is refused, unless its bytes are kept: each attempt must send the same request.
    /// </summary>
    internal Stream Open()
    {
        if (Bytes() is { } bytes)
        {
            return new MemoryStream(bytes, writable: false);
        }

        if (_kept?.OpenRead() is { } kept)
        {
            return kept;
        }

        Stream file = UserFile.Open(Path!, Word(Kind), out FileState now);
        if (HasChanged(now))
        {
            file.Dispose();
            throw Failure.CannotRead(Word(Kind), Path!, "it has changed since it was added to the request");
        }

        return file;
    }

    private bool HasChanged(FileState now) => now.Length != Length || now.Changed != Changed;

    private byte[]? Bytes() => _bytes ?? (Text is null ? null : _bytes = Base64Text.Bytes(Text, From) ?? []);

    private byte[]? ReadFile()
    {
        try
        {
            using Stream file = Open();
            return FileContent.ReadBytes(file, MediaLimits.MaximumFile);
        }
        catch (Exception error) when (error is OfoxException or FileException)
        {
            return null;
        }
    }

    /// <summary>Whether the file is gone or changed, and only the copy has the bytes.</summary>
    internal bool IsLost => _kept is not null && HasChanged(FileState.Of(Path!));

    /// <summary>A place for the bytes of the file while they are sent; null where they are not to be kept.</summary>
    internal SpoolFile? BeginKeep()
    {
        if (Path is null || _kept is not null || !KeptMedia.Reserve(Length))
        {
            return null;
        }

        SpoolFile? place = SpoolFile.Create();
        if (place is null)
        {
            KeptMedia.Release(Length);
        }

        return place;
    }

    /// <summary>The bytes were sent, all of them or not, and are in the place that <see cref="BeginKeep"/> gave.</summary>
    internal void EndKeep(SpoolFile? place, bool isComplete)
    {
        if (place is null)
        {
            return;
        }

        if (!isComplete || Interlocked.CompareExchange(ref _kept, place, null) is not null)
        {
            place.Dispose();
            KeptMedia.Release(Length);
            return;
        }

        KeptMedia.Keep(this);
    }

    /// <summary>Disposes the copy of the bytes.</summary>
    internal void Forget() => Interlocked.Exchange(ref _kept, null)?.Dispose();

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

    /// <summary>The kind, the size and where it is from.</summary>
    public override string ToString() =>
        Uri is not null ? $"[{MediaType}, {Uri}]" : $"[{MediaType}, {Length} bytes{(Path is null ? string.Empty : $", {Path}")}]";
}
