using System.Text.Encodings.Web;
using System.Text.Json;

namespace OfoxPS.Core.Text;

/// <summary>
/// Escapes only what JSON demands: quotes, backslashes and control characters. All other text goes out as UTF-8,
/// emoji and scripts beyond the basic plane too, which no encoder of the framework leaves alone.
/// </summary>
internal sealed unsafe class TextEncoder : JavaScriptEncoder
{
    public static readonly JsonWriterOptions Options = new() { Encoder = new TextEncoder(), MaxDepth = JsonTree.MaximumDepth };

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (int i = 0; i < textLength; i++)
        {
            if (WillEncode(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        string escaped = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => $"\\u{unicodeScalar:x4}",
        };
        numberOfCharactersWritten = 0;
        if (escaped.Length > bufferLength)
        {
            return false;
        }

        foreach (char c in escaped)
        {
            buffer[numberOfCharactersWritten++] = c;
        }

        return true;
    }

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\' or 0x7F;
}
