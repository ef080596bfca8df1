using OfoxPS.Core.Text;
using Xunit;

namespace OfoxPS.UnitTests.Text;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("0", "$0.00")]
    [InlineData("3", "$3.00")]
    [InlineData("1234567.5", "$1,234,567.50")]
    [InlineData("0.42", "$0.42")]
    [InlineData("0.04", "$0.04")]
    [InlineData("0.0016", "$0.0016")]
    [InlineData("0.00163", "$0.0016")]
    [InlineData("0.0000004", "$0.0000004")]
    [InlineData("0.999", "$1.00")]
    [InlineData("12.345", "$12.35")]
    public void Small_amounts_show_two_digits(string amount, string expected) =>
        Assert.Equal(expected, Money.Of(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)));
}
