using System.Globalization;
using System.Management.Automation;
using System.Text;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Reading;

/// <summary>Reads -Encoding: a name of PowerShell, the number of a code page, a name of .NET, or an Encoding object.</summary>
internal static class NamedEncoding
{
    /// <exception cref="OfoxException">There is no such encoding.</exception>
    public static Encoding? Of(object? value)
    {
        if (Unwrap.Value(value) is null or Encoding)
        {
            return (Encoding?)Unwrap.Value(value);
        }

        string name = LanguagePrimitives.ConvertTo<string>(value).Trim();
        TextInfo culture = CultureInfo.CurrentCulture.TextInfo;
        try
        {
            return name.ToLowerInvariant() switch
            {
                "ansi" => Poly.CodePage(culture.ANSICodePage),
                "oem" => Poly.CodePage(culture.OEMCodePage),
                "default" => Poly.DefaultEncoding(),
                "ascii" => Encoding.ASCII,
                "unicode" or "string" => Encoding.Unicode,
                "bigendianunicode" => Encoding.BigEndianUnicode,
                "utf32" => Encoding.UTF32,
                "bigendianutf32" => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
                "utf8" or "utf8bom" or "utf8nobom" => new UTF8Encoding(),
#pragma warning disable SYSLIB0001 // PowerShell has this name, and the encoding is only used to read.
                "utf7" => Encoding.UTF7,
#pragma warning restore SYSLIB0001
                _ => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int page)
                    ? Poly.CodePage(page)
                    : Poly.NamedEncoding(name),
            };
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw Failure.InvalidArgument(
                $"-Encoding '{name}' is not an encoding. The names are {string.Join(", ", WordsAttribute.Of("Encoding"))}; "
                    + "the number of a code page, as in 1252, and a name of .NET will do too", error);
        }
    }
}
