using System.Text;

namespace OfoxPS.Core.Files;

/// <summary>The file that is written beside another one, whose place it takes when it is whole.</summary>
internal static class FreshFile
{
    private const string Extension = ".tmp";
    private const int DigitsOfGuid = 32;

    // In bytes; file systems allow 255.
    private const int LongestName = 200;

    // A temporary file that was last written longer ago than this belongs to a process that has ended.
    private static readonly TimeSpan LongestWrite = TimeSpan.FromHours(1);

    /// <summary>A name beside a file, whose place it takes, that nothing has.</summary>
    public static string NameFor(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, $"{Beginning(target)}{Guid.NewGuid():N}{Extension}");

    /// <summary>Removes what processes that were killed while they wrote a file have left beside it.</summary>
    public static void RemoveLeftovers(string target)
    {
        try
        {
            string begin = Beginning(target);
            foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(target)!, "*" + Extension))
            {
                if (IsLeftover(Path.GetFileName(file), begin) && File.GetLastWriteTimeUtc(file) < DateTime.UtcNow - LongestWrite)
                {
                    RegularFile.TryDelete(file);
                }
            }
        }
        catch (Exception error) when (FileException.IsOfFile(error))
        {
            // A directory that cannot be listed keeps its temporary files.
        }
    }

    // The name of the other file, where it leaves room for the rest.
    private static string Beginning(string target)
    {
        string name = Path.GetFileName(target);
        return (Encoding.UTF8.GetByteCount(name) <= LongestName ? name : Sha256.TextOf(name, 8)) + ".";
    }

    private static bool IsLeftover(string name, string begin) =>
        name.StartsWith(begin, StringComparison.Ordinal)
        && name.Length == begin.Length + DigitsOfGuid + Extension.Length
        && Guid.TryParseExact(name.Substring(begin.Length, DigitsOfGuid), "N", out _);
}
