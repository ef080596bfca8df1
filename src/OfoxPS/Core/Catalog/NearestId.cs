using OfoxPS.Core.Text;

namespace OfoxPS.Core.Catalog;

/// <summary>The ids that somebody most likely means who wrote one that no model has.</summary>
internal static class NearestId
{
    // So many are read at a glance; a word such as gpt is in dozens.
    private const int MostShown = 3;

    // A shorter text is in many ids by chance.
    private const int ShortestPart = 2;

    /// <summary>
    /// The id that is misspelt, else the first of those that contain what was written, as the end of a question; null where there are
    /// none.
    /// </summary>
    public static string? Of(string written, IReadOnlyCollection<OfoxModel> models)
    {
        if (NearestName.Of(written, models.Select(static model => model.Id)) is { } near)
        {
            return near;
        }

        string[] found = written.Length < ShortestPart ? []
            : [
                .. models.Select(static model => model.Id).Where(id => id.IndexOf(written, StringComparison.OrdinalIgnoreCase) >= 0)
                    .Take(MostShown)];
        return found.Length == 0 ? null : Words.Any(found);
    }
}
