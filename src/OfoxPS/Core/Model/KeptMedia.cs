using System;
using System.Collections.Generic;

namespace OfoxPS;

/// <summary>
/// The bytes of files that were sent, so that their conversation goes on when a file is gone or has changed. They are kept on the disk,
/// because nearly all are never asked for. The process keeps so many; beyond them the oldest are let go of, and read from their files again.
/// </summary>
internal static class KeptMedia
{
    /// <summary>The most bytes that are kept.</summary>
    public const long MaximumLength = 32 * 1024 * 1024;

    private static readonly object Sync = new();
    private static readonly Queue<(WeakReference<ChatMedia> Media, long Length)> Kept = new();
    private static long _length;

    /// <summary>Makes room for a file that is being sent.</summary>
    /// <returns>Whether there is room: not where it is larger than all that is kept, or so much is on its way at once.</returns>
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
