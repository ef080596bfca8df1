using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;
using System.Text;
using OfoxPS.Benchmarks.Measuring;

namespace OfoxPS.Benchmarks.Report;

/// <summary>The picture: bars of the sections that have some.</summary>
internal static class Picture
{
    private const int Width = 760;

    private const int Left = 250;

    private const int Longest = 420;

    private const int Line = 30;

    public static string Of(IReadOnlyList<Section> sections)
    {
        StringBuilder bars = new();
        int y = 20;
        foreach (Section section in sections.Where(static section => section.Bars.Count > 0))
        {
            y = Append(bars, section, y) + Line;
        }

        return string.Create(CultureInfo.InvariantCulture, $$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{Width}} {{y}}" width="{{Width}}" height="{{y}}" font-family="sans-serif" font-size="14">
              <style>text { fill: #24292f } @media (prefers-color-scheme: dark) { text { fill: #d0d7de } }</style>
            {{bars}}</svg>

            """);
    }

    private static int Append(StringBuilder picture, Section section, int y)
    {
        double most = section.Bars.Max(static bar => bar.Value);
        picture.Append(
            CultureInfo.InvariantCulture,
            $"  <text x=\"10\" y=\"{y}\" font-weight=\"bold\">{SecurityElement.Escape(section.BarTitle)}</text>\n");
        foreach ((string name, double value) in section.Bars)
        {
            y += Line;
            double length = value / most * Longest;
            string color = name.Contains("Ofox", System.StringComparison.Ordinal) ? "#e87722" : "#8c959f";
            picture.Append(
                CultureInfo.InvariantCulture,
                $"  <text x=\"{Left - 10}\" y=\"{y}\" text-anchor=\"end\">{SecurityElement.Escape(name)}</text>\n");
            picture.Append(
                CultureInfo.InvariantCulture,
                $"  <rect x=\"{Left}\" y=\"{y - 15}\" width=\"{length:0}\" height=\"20\" rx=\"3\" fill=\"{color}\" />\n");
            picture.Append(
                CultureInfo.InvariantCulture,
                $"  <text x=\"{Left + length + 8:0}\" "
                + $"y=\"{y}\">{value.ToString(value >= 100 ? "#,##0" : "0.00", CultureInfo.InvariantCulture)}</text>\n");
        }

        return y + 10;
    }
}
