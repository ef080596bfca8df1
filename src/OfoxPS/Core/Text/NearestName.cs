namespace OfoxPS.Core.Text;

/// <summary>
/// The name that a misspelt one most likely means. Case does not count, and the owner in <c>owner/name</c> may be missing.
/// </summary>
internal static class NearestName
{
    private const int LongestName = 100;

    /// <summary>
    /// The nearest of the names, the first of those that are equally near; null where none is near, which is one error in three characters
    /// unless given. A name that is written exactly so is not meant: it is the one that was not found.
    /// </summary>
    public static string? Of(string written, IEnumerable<string> names, int? maximum = null)
    {
        if (written.Length is 0 or > LongestName)
        {
            return null;
        }

        // One error in three characters; in a short word a single one makes another word.
        maximum ??= Math.Max(written.Length / 3, written.Length > 2 ? 1 : 0);
        return names.Where(name => name != written && name.Length <= LongestName)
            .Select(name => (Name: name, Distance: Distance(written, name)))
            .Where(pair => pair.Distance <= maximum)
            .OrderBy(static pair => pair.Distance)
            .FirstOrDefault().Name;
    }

    private static int Distance(string written, string name)
    {
        int slash = name.LastIndexOf('/');
        int distance = Edits(written, name);
        return slash < 0 || written.IndexOf('/') >= 0 ? distance : Math.Min(distance, Edits(written, name.Substring(slash + 1)));
    }

    // How many characters are changed, added, left out or exchanged with their neighbour (the optimal string alignment).
    private static int Edits(string from, string to)
    {
        int[,] edits = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                edits[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(edits[i - 1, j], edits[i, j - 1]) + 1,
                    edits[i - 1, j - 1] + (IsSame(from[i - 1], to[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && IsSame(from[i - 1], to[j - 2]) && IsSame(from[i - 2], to[j - 1]))
                {
                    edits[i, j] = Math.Min(edits[i, j], edits[i - 2, j - 2] + 1);
                }
            }
        }

        return edits[from.Length, to.Length];
    }

    private static bool IsSame(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
