using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>Which pictures, documents and sounds are sent: their formats and sizes.</summary>
internal static class MediaLimits
{
    /// <summary>The largest image that is sent, in bytes: 20 MiB, the limit of the vision APIs.</summary>
    public const long MaximumImage = 20 * 1024 * 1024;

    /// <summary>The largest document or sound that is sent, in bytes: 50 MiB, the most that a server is known to take.</summary>
    public const long MaximumFile = 50 * 1024 * 1024;

    /// <summary>The format of a file that is sent, or of bytes without a path, by the first of them.</summary>
    /// <exception cref="OfoxException">It is empty, too large, or of a format that models do not take.</exception>
    public static MediaFormat Check(ReadOnlySpan<byte> header, long length, string? path)
    {
        string name = path is null ? "The byte array" : $"'{path}'";
        if (length == 0)
        {
            throw Failure.InvalidArgument($"{name} is empty: an image, a document or a sound has content");
        }

        MediaFormat format = MediaFormat.Of(header)
            ?? throw Failure.InvalidArgument(
                $"{name} is not an image, a document or a sound that can be sent: {MediaFormat.Explain(header, path)}");
        if (format.WayOut is { } wayOut)
        {
            throw Failure.InvalidArgument($"{name} is {format.Name}, which models do not take: {wayOut}");
        }

        bool isImage = format.Kind == MediaKind.Image;
        long maximum = isImage ? MaximumImage : MaximumFile;
        string what = isImage ? "an image" : $"a {ChatMedia.Word(format.Kind!.Value)}";
        return length <= maximum ? format
            : throw Failure.InvalidArgument($"{name} has {length / 1048576.0:0.0} MiB; {what} may have at most {maximum / 1048576} MiB");
    }
}
