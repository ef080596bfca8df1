using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Text;
using OfoxPS.Core.Text;

namespace OfoxPS.Core.Json;

/// <summary>
/// How much of one answer is accepted. What a server sends is kept until the answer is whole, so a server that never
/// ends would otherwise fill the memory of the process.
/// </summary>
internal sealed class AnswerLimits
{
    /// <summary>Text, reasoning, arguments and unknown fields of all choices together, in bytes of UTF-8: 64 MiB.</summary>
    public const long MaximumText = 64L * 1024 * 1024;

    /// <summary>Tool calls of all choices together.</summary>
    public const int MaximumCalls = 1_000;

    /// <summary>How many more choices than were asked for may come.</summary>
    public const int MoreChoices = 16;

    private readonly double _mostChoices;
    private long _text;
    private long _values;
    private int _calls;
    private int _choices;

    /// <param name="wanted">How many choices were asked for.</param>
    public AnswerLimits(double wanted = 1) => _mostChoices = wanted + MoreChoices;

    /// <summary>Text arrived.</summary>
    /// <exception cref="OfoxException">It is more than is accepted.</exception>
    public void AddText(string? text) => Add(text is null ? 0 : Encoding.UTF8.GetByteCount(text), 0);

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
        AddValue(value, 1);
    }

    /// <summary>A field without a property has another value now.</summary>
    /// <exception cref="OfoxException">It is more than is accepted.</exception>
    public void Replace(object? old, object? value)
    {
        AddValue(old, -1);
        AddValue(value, 1);
    }

    /// <summary>A part of a content that is more than text arrived; its text is counted as the content's.</summary>
    /// <exception cref="OfoxException">It is more than is accepted.</exception>
    public void AddPart(ChatContentPart part)
    {
        Add(part.ImageUrl is { } url ? Encoding.UTF8.GetByteCount(url) : 0, 1);
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
        if (count > _mostChoices)
        {
            throw TooMuch($"has more than {Words(_mostChoices)} choices, {MoreChoices} more than were asked for");
        }
    }

    // Depth is bounded by the parser.
    private void AddValue(object? value, int sign)
    {
        switch (value)
        {
            case string text:
                Add(sign * Encoding.UTF8.GetByteCount(text), sign);
                break;
            case OrderedDictionary fields:
                Add(0, sign);
                foreach (DictionaryEntry field in fields)
                {
                    Add(sign * Encoding.UTF8.GetByteCount((string)field.Key), 0);
                    AddValue(field.Value, sign);
                }

                break;
            case IEnumerable<object?> items:
                Add(0, sign);
                foreach (object? item in items)
                {
                    AddValue(item, sign);
                }

                break;
            default:
                Add(0, sign);
                break;
        }
    }

    private void Add(long text, int values)
    {
        _text += text;
        _values += values;
        if (_text > MaximumText)
        {
            throw TooMuch($"is longer than {MaximumText >> 20} MiB");
        }

        if (_values > JsonSize.MaximumValues)
        {
            throw TooMuch($"has more than {Words(JsonSize.MaximumValues)} values in fields that are kept as they are");
        }
    }

    private static string Words(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static OfoxException TooMuch(string what) => new(OfoxErrorKind.OfoxInvalidResponse, $"The server's answer {what}, which is more than is accepted");
}
