using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Numerics;
using OfoxPS.Core.Text;

namespace OfoxPS;

/// <summary>What a request cost, in tokens. Any number may be missing.</summary>
public sealed class Usage
{
    /// <summary>Tokens of the input (wire field <c>prompt_tokens</c>).</summary>
    public long? PromptTokens { get; set; }

    /// <summary>Tokens of the answer (wire field <c>completion_tokens</c>).</summary>
    public long? CompletionTokens { get; set; }

    /// <summary>All tokens (wire field <c>total_tokens</c>).</summary>
    public long? TotalTokens { get; set; }

    /// <summary>Input tokens that came from the server's cache (<c>prompt_tokens_details.cached_tokens</c>).</summary>
    public long? CachedTokens => Detail("prompt_tokens_details", "cached_tokens");

    /// <summary>Answer tokens spent on reasoning (<c>completion_tokens_details.reasoning_tokens</c>).</summary>
    public long? ReasoningTokens => Detail("completion_tokens_details", "reasoning_tokens");

    /// <summary>Everything else the server says of the cost, by the wire names.</summary>
    public OrderedDictionary AdditionalProperties { get => Fields.Value; set => Fields.Value = value; }

    /// <summary>The same, without making a dictionary of what nobody has asked for.</summary>
    internal LazyFields Fields;

    /// <summary>The cost of several requests; null where no server said any.</summary>
    internal static Usage? Sum(IEnumerable<Usage?> usages)
    {
        Usage? sum = null;
        foreach (Usage usage in usages.OfType<Usage>())
        {
            (sum ??= new Usage()).Add(usage);
        }

        return sum;
    }

    /// <summary>Adds the cost of another request.</summary>
    internal void Add(Usage usage)
    {
        PromptTokens = AddCounts(PromptTokens, usage.PromptTokens);
        CompletionTokens = AddCounts(CompletionTokens, usage.CompletionTokens);
        TotalTokens = AddCounts(TotalTokens, usage.TotalTokens);
        if (usage.Fields.Any)
        {
            AddDetails(AdditionalProperties, usage.AdditionalProperties);
        }
    }

    /// <summary>It tells no token: neither of the input nor of the answer.</summary>
    internal bool IsNothing => PromptTokens is null or 0 && CompletionTokens is null or 0;

    /// <summary>The usage of two answers to one input, where the server counts them apart.</summary>
    internal static Usage OfAnswers(Usage one, Usage other)
    {
        Usage both = Sum([one, other])!;
        both.PromptTokens = one.PromptTokens is { } first && other.PromptTokens is { } second ? Math.Max(first, second)
            : one.PromptTokens ?? other.PromptTokens;
        both.TotalTokens = both.PromptTokens is { } prompt && both.CompletionTokens is { } completion ? AddCounts(prompt, completion)
            : both.TotalTokens;
        return both;
    }

    private static long? AddCounts(long? one, long? other) =>
        one is { } first && other is { } second ? AddCounts(first, second) : one ?? other;

    /// <summary>The sum of two counts. A server's nonsense must not turn it negative.</summary>
    internal static long AddCounts(long one, long other) => one > 0 && other > long.MaxValue - one ? long.MaxValue : one + other;

    // Decimal where it can be, because costs are small fractions; a server may write 0 for 0.0, so the types can differ.
    private static object Add(object one, object other)
    {
        try
        {
            if (one is long or BigInteger && other is long or BigInteger)
            {
                BigInteger whole = Integer(one) + Integer(other);
                return whole >= long.MinValue && whole <= long.MaxValue ? (object)(long)whole : whole;
            }

            decimal exact = Convert.ToDecimal(one, CultureInfo.InvariantCulture) + Convert.ToDecimal(other, CultureInfo.InvariantCulture);
            return one is double || other is double ? (object)(double)exact : exact;
        }
        catch (Exception error) when (error is OverflowException or InvalidCastException)
        {
            return Real(one) + Real(other);
        }
    }

    private static BigInteger Integer(object number) => number is BigInteger whole ? whole : new BigInteger((long)number);

    private static double Real(object number) =>
        number is BigInteger whole ? (double)whole : Convert.ToDouble(number, CultureInfo.InvariantCulture);

    private static void AddDetails(OrderedDictionary sum, OrderedDictionary details)
    {
        foreach (DictionaryEntry detail in details)
        {
            switch (sum[detail.Key], detail.Value)
            {
                case (long or double or decimal or BigInteger, long or double or decimal or BigInteger):
                    sum[detail.Key] = Add(sum[detail.Key]!, detail.Value!);
                    break;
                case (null, OrderedDictionary more):
                    OrderedDictionary fresh = new();
                    AddDetails(fresh, more);
                    sum[detail.Key] = fresh;
                    break;
                case (OrderedDictionary old, OrderedDictionary more):
                    AddDetails(old, more);
                    break;
                default:
                    sum[detail.Key] = detail.Value ?? sum[detail.Key];
                    break;
            }
        }
    }

    private long? Detail(string group, string name) =>
        Fields[group] is IDictionary details && details[name] is long count ? count : null;

    /// <summary>The tokens in and out.</summary>
    public override string ToString() => $"{Count(PromptTokens)} in, {Count(CompletionTokens)} out";

    private static string Count(long? tokens) =>
        tokens?.ToString(CultureInfo.InvariantCulture) ?? "?";
}
