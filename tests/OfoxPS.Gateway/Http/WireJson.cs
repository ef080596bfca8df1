using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OfoxPS.Gateway.Http;

internal static partial class WireJson
{
    // Real servers send characters as UTF-8, not as escapes; a client's decoding is only tested if this one does too.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // JSON can carry half of a surrogate pair as an escape, but no writer of the framework will: it stands for one in a text.
    private const char FirstHalf = '\uD800';
    private const char FirstStandIn = '\uE000';

    public static string Text(JsonNode node) => StandIn().Replace(
        node.ToJsonString(Options), static match => $"\\u{int.Parse(match.Groups[1].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) - FirstStandIn + FirstHalf:x4}");

    /// <summary>A piece of a text, which may begin or end between the two halves of a character.</summary>
    public static string Piece(string text)
    {
        char[] result = text.ToCharArray();
        for (int i = 0; i < result.Length; i++)
        {
            if (char.IsHighSurrogate(result[i]) && i + 1 < result.Length && char.IsLowSurrogate(result[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(result[i]))
            {
                result[i] = (char)(result[i] - FirstHalf + FirstStandIn);
            }
        }

        return new string(result);
    }

    [GeneratedRegex("\\\\u([Ee][0-7][0-9A-Fa-f]{2})")]
    private static partial Regex StandIn();
}
