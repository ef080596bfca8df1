using System.Globalization;
using System.Text.Json;
using OfoxPS.Core.Json;
using Xunit;

namespace OfoxPS.UnitTests.Json;

/// <summary>What a server writes is read alike wherever the user lives.</summary>
public sealed class CultureTests
{
    [Fact]
    public void A_number_in_a_text_has_the_signs_of_no_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = other;
        try
        {
            using JsonDocument document = JsonDocument.Parse("""{"a":"-5","b":"~5"}""");

            Assert.Equal(-5, JsonRead.Integer(document.RootElement, "a"));
            Assert.Null(JsonRead.Integer(document.RootElement, "b"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
