using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// How much of one answer is accepted. An answer is kept in memory until it is complete, so a server that never ends would otherwise fill
/// the memory of the process.
/// </summary>
/// <param name="expectedChoices">How many choices were asked for.</param>
/// <param name="maximumText">The most text in bytes of UTF-8.</param>
/// <param name="grows">Told how many bytes of memory more, or fewer, what has arrived takes.</param>
internal sealed class AnswerLimits(double expectedChoices = 1, long maximumText = AnswerLimits.MaximumText, Action<long>? grows = null)
{
    /// <summary>
    /// Text, reasoning, arguments and unknown fields of all choices together, in bytes of UTF-8, unless the user says otherwise: 16 MiB.
    /// </summary>
    public const long MaximumText = 16L << 20;

    /// <summary>The same with pictures and sound, in bytes of UTF-8, unless the user allows more: 64 MiB.</summary>
    public const long MaximumMedia = 64L << 20;

    /// <summary>Tool calls of all choices together.</summary>
    public const int MaximumCalls = 1_000;

    /// <summary>How many more choices than were asked for may come.</summary>
    public const int MoreChoices = 16;

    // About what a character of a text and a value of a field take in memory, in bytes.
    private const long CharacterSize = 2;
    private const long ValueSize = 100;

    // The margin of CheckTexts for ids, names and the like, in bytes.
    private const long Beside = 64 * 1024;

    // The longest way to write a character in JSON is a backslash, u and four digits.
    private const int LongestEscape = 6;

    private readonly double _maximumChoices = expectedChoices + MoreChoices;
    private readonly long _maximumText = maximumText;
    private readonly long _maximumMedia = Math.Max(maximumText, MaximumMedia);
    private long _reserved;
    private long _text;
    private long _media;
    private long _values;
    private int _calls;
    private int _choices;

    /// <summary>Room has been made already for so many bytes of memory.</summary>
    public void Reserve(long bytes) => _reserved += bytes;

    /// <summary>All has come: what is left of the room is given back.</summary>
    public void End() => Grow(0, all: true);

    /// <summary>The longest body and the longest event, in bytes.</summary>
    public int MaximumLength => (int)Math.Min(_maximumMedia, int.MaxValue / 2);

    /// <summary>Looks at a JSON text before anything of it is kept: whether its texts alone are more than is accepted.</summary>
    /// <exception cref="OfoxException">They are.</exception>
    public void CheckTexts(ReadOnlySpan<byte> json)
    {
        if (json.Length <= _maximumText)
        {
            return;
        }

        Utf8JsonReader reader = new(json, JsonTree.Lenient);
        bool isMedia = false;
        long text = 0;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    isMedia = reader.ValueTextEquals("data"u8) || reader.ValueTextEquals("b64_json"u8);
                }
                else if (reader.TokenType == JsonTokenType.String && !isMedia && !reader.ValueSpan.StartsWith("data:"u8))
                {
                    text += reader.ValueSpan.IndexOf((byte)'\\') < 0 ? reader.ValueSpan.Length : reader.ValueSpan.Length / LongestEscape;
                }
            }
        }
        catch (JsonException)
        {
            // The parser reports what is wrong with it.
        }

        // Ids and names are counted here but are no text of the answer, hence the margin; CompletionAssembler counts exactly.
        if (text > _maximumText + Beside)
        {
            throw TooLong(_maximumText);
        }
    }

    /// <summary>Text arrived.</summary>
    /// <exception cref="OfoxException">It is more than is accepted.</exception>
    public void AddText(string? text)
    {
        if (text is not null)
        {
            Add(Encoding.UTF8.GetByteCount(text), 0, 0);
        }
    }

    /// <summary>Fields without a property arrived.</summary>
    /// <exception cref="OfoxException">They are more than is accepted.</exception>
    public void AddFields(OrderedDictionary fields)
    {
        foreach (DictionaryEntry field in fields)
        {
            AddField((string)field.Key, field.Value);
        }
    }

    /// <summary>A field without a property arrived for the first time.</summary>
    /// <exception cref="OfoxException">It is more than is accepted.</exception>
    public void AddField(string name, object? value)
    {
        AddText(name);
        AddValue(name, value, 1);
    }

    /// <summary>A field without a property has another value now.</summary>
    /// <exception cref="OfoxException">It is more than is accepted.</exception>
    public void Replace(object? old, object? value)
    {
        AddValue(string.Empty, old, -1);
        AddValue(string.Empty, value, 1);
    }

    /// <summary>A part of a content that is more than text arrived; its text is counted as the content's.</summary>
    /// <exception cref="OfoxException">It is more than is accepted.</exception>
    public void AddPart(ChatContentPart part)
    {
        Add(0, part.ImageUrl is { } url ? Encoding.UTF8.GetByteCount(url) : 0, 1);
        AddFields(part.AdditionalProperties);
    }

    /// <summary>A tool call began.</summary>
    /// <exception cref="OfoxException">It is one too many.</exception>
    public void AddCall() => CheckCalls(++_calls);

    /// <summary>A choice began.</summary>
    /// <exception cref="OfoxException">It is one too many.</exception>
    public void AddChoice() => CheckChoices(++_choices);

    /// <exception cref="OfoxException">So many tool calls are more than are accepted.</exception>
    public static void CheckCalls(int count)
    {
        if (count > MaximumCalls)
        {
            throw TooMuch($"asks for more than {Words(MaximumCalls)} tool calls");
        }
    }

    /// <exception cref="OfoxException">So many choices are more than are accepted.</exception>
    public void CheckChoices(int count)
    {
        if (count > _maximumChoices)
        {
            throw TooMuch($"has more than {Words(_maximumChoices)} choices, {MoreChoices} more than were asked for");
        }
    }

    // Depth is bounded by the parser.
    private void AddValue(string name, object? value, int sign)
    {
        switch (value)
        {
            case string text:
                long length = sign * Encoding.UTF8.GetByteCount(text);
                bool isMedia = name is "data" or "b64_json" || text.StartsWith("data:", StringComparison.Ordinal);
                Add(isMedia ? 0 : length, isMedia ? length : 0, sign);
                break;
            case OrderedDictionary fields:
                Add(0, 0, sign);
                foreach (DictionaryEntry field in fields)
                {
                    Add(sign * Encoding.UTF8.GetByteCount((string)field.Key), 0, 0);
                    AddValue((string)field.Key, field.Value, sign);
                }

                break;
            case IEnumerable<object?> items:
                Add(0, 0, sign);
                foreach (object? item in items)
                {
                    AddValue(name, item, sign);
                }

                break;
            default:
                Add(0, 0, sign);
                break;
        }
    }

    private void Add(long text, long media, int values)
    {
        _text += text;
        _media += media;
        _values += values;
        Grow(((text + media) * CharacterSize) + (values * ValueSize));
        if (_text > _maximumText)
        {
            throw TooLong(_maximumText);
        }

        if (_text + _media > _maximumMedia)
        {
            throw TooLong(_maximumMedia);
        }

        if (_values > JsonSize.MaximumValues)
        {
            throw TooMuch($"has more than {Words(JsonSize.MaximumValues)} values in fields that are kept as they are");
        }
    }

    private void Grow(long bytes, bool all = false)
    {
        long ready = all ? _reserved : Math.Min(_reserved, Math.Max(bytes, 0));
        _reserved -= ready;
        if (bytes != ready)
        {
            grows?.Invoke(bytes - ready);
        }
    }

    private static OfoxException TooLong(long maximum) =>
        TooMuch(FormattableString.Invariant($"is longer than {maximum / 1048576.0:0.##} MiB"),
        ". Set-OfoxConfiguration -MaximumAnswerSize allows more");

    private static string Words(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static OfoxException TooMuch(string what, string remedy = "") =>
        new(OfoxErrorKind.OfoxInvalidResponse, $"The server's answer {what}, which is more than is accepted{remedy}");
}
