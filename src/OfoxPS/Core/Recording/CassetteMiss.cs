using OfoxPS.Core.Errors;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Recording;

/// <summary>Why no recording answers a request: the nearest one and where it differs.</summary>
internal static class CassetteMiss
{
    private const int MaximumShown = 5;

    public static OfoxException Of(
        string name, IReadOnlyList<Interaction> known, IReadOnlyList<bool> used, MatchRule rule, MaskedRequest actual)
    {
        if (known.Count == 0)
        {
            return Miss($"{Upper(name)} holds no recordings", Remedy.NotRecorded);
        }

        (int index, JsonDifference[] differences) = known
            .Select((recorded, i) => (Index: i, Differences: rule.Differences(recorded, actual).ToArray()))
            .OrderBy(static near => near.Differences.Length)
            .ThenBy(near => used[near.Index])
            .First();
        if (differences.Length == 0)
        {
            int times = known.Where((recorded, i) => used[i] && rule.IsMatch(recorded, actual)).Count();
            return Miss(
                $"{Upper(name)} holds {Plural.Of(times, "recording")} of this request, and {(times == 1 ? "it has" : "they have")} been "
                    + "used already (-Repeat uses recordings again)", Remedy.RecordingsUsed);
        }

        string where = string.Join(", ", differences.Take(MaximumShown));
        string more = differences.Length > MaximumShown ? $" and {differences.Length - MaximumShown} more" : string.Empty;
        return Miss(
            $"{Upper(name)} holds no recording of this request. The nearest of {Plural.Of(known.Count, "recording")} is number "
                + $"{index + 1}, which differs in {where}{more}", Remedy.NotRecorded);
    }

    private static string Upper(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static OfoxException Miss(string message, string remedy) =>
        new(OfoxErrorKind.OfoxCassetteMiss, message) { Remedy = remedy };
}
