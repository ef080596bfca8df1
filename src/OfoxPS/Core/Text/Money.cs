using System;
using System.Globalization;

namespace OfoxPS.Core.Text;

/// <summary>USD for people: two decimals, and of small amounts as many as show two digits.</summary>
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
