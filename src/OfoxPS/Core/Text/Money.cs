using System.Globalization;

namespace OfoxPS.Core.Text;

/// <summary>An amount of USD as text: two decimals, and for small amounts as many as two significant digits need.</summary>
internal static class Money
{
    public static string Of(decimal amount)
    {
        int decimals = 2;
        for (decimal rest = Math.Abs(amount); rest > 0 && rest < 0.1m && decimals < 12; rest *= 10)
        {
            decimals++;
        }

        string format = "$#,##0.00" + new string('#', decimals - 2);
        return Math.Round(amount, decimals, MidpointRounding.AwayFromZero).ToString(format, CultureInfo.InvariantCulture);
    }
}
