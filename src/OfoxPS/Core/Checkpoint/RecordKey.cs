using System.Buffers.Binary;
using System.Globalization;

namespace OfoxPS.Core.Checkpoint;

/// <summary>
/// Which request a record is of: the beginning of the hash of what is asked, so that it stays the same wherever its input moves, and which
/// one of several equal requests it is.
/// </summary>
/// <param name="High">The first eight bytes of the hash.</param>
/// <param name="Low">The next eight.</param>
/// <param name="Occurrence">Which of equal requests it is, from 1.</param>
internal readonly record struct RecordKey(ulong High, ulong Low, int Occurrence)
{
    /// <summary>The name of the request in a file, for other programs too.</summary>
    public string CustomId => string.Format(CultureInfo.InvariantCulture, "{0:x16}{1:x16}-{2}", High, Low, Occurrence);

    /// <summary>The key of a hash.</summary>
    public static RecordKey Of(byte[] hash, int occurrence) => new(
        BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(8)), occurrence);

    /// <summary>The key that was written as <see cref="CustomId"/>; null where the text is none.</summary>
    public static RecordKey? Parse(string? customId) =>
        customId?.Length > 33 && customId[32] == '-'
        && ulong.TryParse(customId.Substring(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong high)
        && ulong.TryParse(customId.Substring(16, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong low)
        && int.TryParse(customId.Substring(33), NumberStyles.None, CultureInfo.InvariantCulture, out int occurrence)
            ? new RecordKey(high, low, occurrence)
            : null;
}
