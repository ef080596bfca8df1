using System.Text;
using System.Text.Json;
using OfoxPS.Core.Files;

namespace OfoxPS.Core.Recording;

/// <summary>The file of a cassette. A change reads, changes and writes it as one step, whoever else records into it.</summary>
internal static class CassetteFile
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static readonly byte[] EndOfLast = Utf8.GetBytes("    }" + CassetteWriter.End);

    /// <summary>What the file holds; nothing where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isTorn">Whether it ends inside a recording, which is left out: whoever added it was ended meanwhile.</param>
    /// <exception cref="OfoxException">The file is no cassette, or cannot be read.</exception>
    public static IReadOnlyList<Interaction> Read(string path, out bool isTorn)
    {
        try
        {
            return ReadOrMend(path, mends: false, out isTorn);
        }
        catch (OfoxException)
        {
            // Another process may be adding to it.
            using UserLock held = Lock(path);
            return ReadOrMend(path, mends: true, out isTorn);
        }
    }

    private static UserLock Lock(string path)
    {
        try
        {
            return UserLock.OfName(path, LongestWait);
        }
        catch (FileException error)
        {
            throw Failure.CannotRead("cassette", path, error.Message, error);
        }
    }

    private static IReadOnlyList<Interaction> ReadOrMend(string path, bool mends, out bool isTorn)
    {
        isTorn = false;
        string text = string.Empty;
        try
        {
            FileState state = FileState.Of(path);
            text = state.Type == FileType.None || state is { IsRegular: true, Length: 0 } ? string.Empty : FileContent.ReadText(path);
            return text.Length == 0 ? [] : CassetteReader.Read(text, path);
        }
        catch (OfoxException failure)
            when (mends && failure.InnerException is JsonException && CassetteReader.WithoutTornEnd(text) is { } intact)
        {
            isTorn = true;
            return CassetteReader.Read(intact, path);
        }
        catch (FileException error)
        {
            throw Failure.CannotRead("cassette", path, error.Message, error);
        }
    }

    /// <exception cref="OfoxException">The file cannot be written, or is no cassette.</exception>
    public static void Change(
        string path,
        Func<IReadOnlyList<Interaction>, IReadOnlyList<Interaction>> change,
        IEnumerable<StoredMedia> media,
        CancellationToken stop = default)
    {
        try
        {
            string target = FileName.Target(path);
            RegularFile.Check(target, FileState.Of(target).Type);
            RegularFile.MakeDirectoryOf(target);
            using UserLock held = UserLock.OfName(target, LongestWait, stop);
            string text = CassetteWriter.ToText(change(ReadOrMend(path, mends: true, out _)));
            MediaStore.Keep(path, media);

            // Written only if its content differs, so that recording the same again does not change the date of the file.
            if (!RegularFile.Exists(target) || FileContent.ReadText(target).Replace("\r\n", "\n") != text)
            {
                FileContent.Replace(
                    target,
                    stream =>
                    {
                        byte[] bytes = Utf8.GetBytes(text);
                        stream.Write(bytes, 0, bytes.Length);
                    },
                    stop: stop);
            }
        }
        catch (FileException error)
        {
            throw Failure.CannotWrite("cassette", path, error);
        }
    }

    /// <summary>
    /// Adds interactions to the end of the file without reading what it holds, so that recording takes time in proportion to what is
    /// recorded.
    /// </summary>
    /// <returns>False where the file does not end as we write it: it is new, or somebody has edited it.</returns>
    /// <exception cref="OfoxException">The file cannot be written.</exception>
    public static bool TryAppend(
        string path, IEnumerable<Interaction> interactions, IEnumerable<StoredMedia> media, CancellationToken stop = default)
    {
        try
        {
            string target = FileName.Target(path);
            using UserLock held = UserLock.OfName(target, LongestWait, stop);
            return AppendFile.TryReplaceEnd(
                target,
                CassetteWriter.Beginning,
                EndOfLast,
                CassetteWriter.End.Length,
                () => Utf8.GetBytes(CassetteWriter.ToNext(interactions)),
                () => MediaStore.Keep(path, media),
                stop);
        }
        catch (FileException error)
        {
            throw Failure.CannotWrite("cassette", path, error);
        }
    }

    /// <summary>Takes interactions out of the file, and the files that nothing in it names any more.</summary>
    /// <exception cref="OfoxException">The file cannot be written, or is no cassette.</exception>
    public static void Remove(string path, Predicate<Interaction> isUnused, CancellationToken stop = default)
    {
        if (FileState.Of(path).Type == FileType.None)
        {
            return;
        }

        Change(path, current => [.. current.Where(one => !isUnused(one))], [], stop);
        try
        {
            using UserLock held = UserLock.OfName(path, LongestWait, stop);
            MediaStore.Drop(path, FileContent.ReadText(path));
        }
        catch (FileException error)
        {
            throw Failure.CannotWrite("cassette", path, error);
        }
    }
}
