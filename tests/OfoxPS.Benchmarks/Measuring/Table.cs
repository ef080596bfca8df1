using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace OfoxPS.Benchmarks.Measuring;

/// <summary>Figures as rows of a table.</summary>
internal static class Table
{
    public static string Time(double milliseconds) =>
        milliseconds.ToString(milliseconds < 10 ? "0.00" : milliseconds < 100 ? "0.0" : "#,##0", CultureInfo.InvariantCulture) + " ms";

    public static string Times(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Number(double number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    public static string Megabytes(double bytes) => (bytes / 1048576).ToString("#,##0.0", CultureInfo.InvariantCulture) + " MB";

    /// <summary>The figure of a name.</summary>
    public static Figure Of(this IReadOnlyList<Figure> figures, string name) => figures.Single(figure => figure.Name == name);

    public static double Ratio(this IReadOnlyList<Figure> figures, string name, string other) =>
        figures.Of(name).Milliseconds / figures.Of(other).Milliseconds;
}
