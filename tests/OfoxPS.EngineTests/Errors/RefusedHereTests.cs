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

    [Theory]
    [InlineData("ofox hi -TimeoutSeconds 0.0001", "0.0001 is out of range: the value must be from 0.001 to 2000000")]
    [InlineData("ofox hi -OperationTimeoutSeconds 0.25 -MaximumRetryCount 0 -Model fault/silence", "was silent for 0.25 s")]
    public void Numbers_in_messages_are_written_alike_in_every_culture(string script, string words) =>
        Assert.Contains(
            words, Engine.Try("[cultureinfo]::CurrentCulture = 'de-DE'; " + script).Failure!.ToString(), System.StringComparison.Ordinal);

    [Fact]
    public void A_file_that_cannot_be_written()
    {
        string inTheWay = Path.GetTempFileName();
        try
        {
            ErrorRecord error = Engine.Run($"Use-OfoxCassette '{Path.Combine(inTheWay, "x.json")}' -Mode Record {{ ofox hi }}")
                .Error("OfoxFileError");

            Assert.Equal(ErrorCategory.WriteError, error.CategoryInfo.Category);
            Assert.Contains("cannot be written", error.ErrorDetails.Message, System.StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(inTheWay);
        }
    }
}
