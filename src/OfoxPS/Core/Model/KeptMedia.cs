namespace OfoxPS;

/// <summary>
/// The copies of files that were sent, so that their conversation can go on when a file is gone or has changed. They are on the disk, since
/// nearly all are never read again. Beyond the limit of the process the oldest is dropped, and its file is read again if it is needed.
/// </summary>
internal static class KeptMedia
{
    /// <summary>The limit for all copies of the process, in bytes: 32 MiB.</summary>
    public const long MaximumLength = 32 * 1024 * 1024;

    private static readonly object Sync = new();
    private static readonly Queue<(WeakReference<ChatMedia> Media, long Length)> Kept = new();
    private static long _length;

    /// <summary>Reserves room for a copy of a file that is being sent.</summary>
    /// <returns>Whether there is room: not for a file beyond the limit, or while other files that are being sent take it.</returns>
    public static bool Reserve(long length)
    {
        if (length > MaximumLength)
        {
            return false;
        }

        lock (Sync)
        {
            while (_length + length > MaximumLength && Kept.Count > 0)
            {
                (WeakReference<ChatMedia> oldest, long size) = Kept.Dequeue();
                _length -= size;
                if (oldest.TryGetTarget(out ChatMedia? media))
                {
                    media.Forget();
                }
            }

            if (_length + length > MaximumLength)
            {
                return false;
            }

            _length += length;
            return true;
        }
    }

    /// <summary>The file was sent whole, and keeps its bytes.</summary>
    public static void Keep(ChatMedia media)
    {
        lock (Sync)
        {
            Kept.Enqueue((new WeakReference<ChatMedia>(media), media.Length));
        }
    }

    /// <summary>Gives back the room of a file that is not kept.</summary>
    public static void Release(long length)
    {
        lock (Sync)
        {
            _length -= length;
        }
    }
}
