using System;
using System.Text;
using System.Text.RegularExpressions;

namespace OfoxPS.Gateway.Documents;

/// <summary>Counts the pages of a PDF whose objects are not packed; null for what is no PDF, or has no page.</summary>
internal static partial class PdfProbe
{
    public static int? Pages(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("%PDF-"u8) is < 0 or > 1024 || bytes.LastIndexOf("%%EOF"u8) < 0)
        {
            return null;
        }

        int pages = Page().Count(Encoding.Latin1.GetString(bytes));
        return pages > 0 ? pages : null;
    }

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex Page();
}
