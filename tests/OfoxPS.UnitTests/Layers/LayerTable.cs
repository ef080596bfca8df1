using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace OfoxPS.UnitTests.Layers;

/// <summary>The table of layers in docs/architecture.md: a row for each folder of src/OfoxPS, the lowest first.</summary>
internal static class LayerTable
{
    /// <summary>
    /// Reads the first cells of the rows, such as <c>| `Core/Json` | what it does |</c>, as the names of layers (Core.Json).
    /// </summary>
    public static string[] Read(string path) =>
    [
        "Poly",
        .. File.ReadLines(path).Select(static line => Regex.Match(line, "^\\| `((?:Core|Shell)/[A-Za-z/]+)` \\| [^|]+ \\|$"))
            .Where(static row => row.Success).Select(static row => row.Groups[1].Value.Replace('/', '.')),
    ];
}
