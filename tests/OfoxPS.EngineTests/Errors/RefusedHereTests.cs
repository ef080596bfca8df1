using System.IO;
using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.Errors;

/// <summary>What fails before anything is sent: an argument or a file, and never the request that a server refused.</summary>
public sealed class RefusedHereTests : EngineTest
{
    [Theory]
    [InlineData("ofox hi -Image ./no-such-image.png", "no-such-image.png")]
    [InlineData("ofox hi -Image ./no-such-*.png", "no-such-*.png")]
    [InlineData("ofox hi -SchemaPath ./no-such-schema.json", "no-such-schema.json")]
    [InlineData("Get-OfoxUsage ./no-such-log.jsonl", "no-such-log.jsonl")]
    public void A_file_that_cannot_be_read(string script, string name)
    {
        ErrorRecord error = Engine.Try(script).Fails("OfoxFileError");

        Assert.Equal(ErrorCategory.ReadError, error.CategoryInfo.Category);
        Assert.Contains(name, error.ErrorDetails.Message, System.StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
        Assert.Empty(Engine.Requests);
    }

    [Fact]
    public void A_file_that_cannot_be_written()
    {
        string inTheWay = Path.GetTempFileName();
        try
        {
            ErrorRecord error = Engine.Run($"Use-OfoxCassette '{Path.Combine(inTheWay, "x.json")}' -Mode Record {{ ofox hi }}").Error("OfoxFileError");

            Assert.Equal(ErrorCategory.WriteError, error.CategoryInfo.Category);
            Assert.Contains("cannot be written", error.ErrorDetails.Message, System.StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(inTheWay);
        }
    }
}
