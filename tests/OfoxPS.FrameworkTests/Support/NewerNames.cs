using System;
using System.Collections.Generic;
using System.IO;

// What the shared tests take from newer versions of .NET, where no package brings it.
namespace OfoxPS.UnitTests
{
    internal static class NewerNames
    {
        extension(TimeSpan)
        {
            public static TimeSpan operator *(int factor, TimeSpan time) => TimeSpan.FromTicks(factor * time.Ticks);
        }

        extension(DateTimeOffset)
        {
            public static DateTimeOffset UnixEpoch => DateTimeOffset.FromUnixTimeSeconds(0);
        }

        extension(ObjectDisposedException)
        {
            public static void ThrowIf(bool disposed, object instance)
            {
                if (disposed)
                {
                    throw new ObjectDisposedException(instance.GetType().FullName);
                }
            }
        }

        extension(string text)
        {
            public string Replace(string old, string @new, StringComparison comparison) =>
                comparison == StringComparison.Ordinal ? text.Replace(old, @new)
                    : throw new NotSupportedException("Only ordinal comparison is here.");

            /// <summary>The characters, each as a text of its own; half of one is U+FFFD, as a Rune says it.</summary>
            public IEnumerable<string> EnumerateRunes()
            {
                for (int at = 0; at < text.Length; at++)
                {
                    if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
                    {
                        yield return text.Substring(at++, 2);
                    }
                    else
                    {
                        yield return char.IsSurrogate(text[at]) ? "\uFFFD" : text.Substring(at, 1);
                    }
                }
            }
        }
    }
}

namespace System.Net.Http
{
    internal enum HttpRequestError
    {
        ResponseEnded,
    }

    /// <summary>.NET Framework has no such class: what breaks off is an IOException there.</summary>
    internal sealed class HttpIOException(HttpRequestError error) : IOException(error.ToString());
}
