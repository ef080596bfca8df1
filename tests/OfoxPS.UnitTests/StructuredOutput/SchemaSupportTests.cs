
using OfoxPS.Shell.StructuredOutput;
using Xunit;
namespace OfoxPS.UnitTests.StructuredOutput;

/// <summary>What a refusal says of the model, and what of one schema only.</summary>
public sealed class SchemaSupportTests
{
    [Theory]
    [InlineData("Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.", true, false)]
    [InlineData("Invalid schema for response_format 'answer': In context=(), 'required' is required.", true, true)]
    [InlineData("Invalid type for 'response_format.json_schema.schema.properties': expected an object, but got a string instead.", true, true)]
    [InlineData("Invalid 'messages[0].content'.", false, false)]
    [InlineData("response_format made the server stumble", true, true, 500)]
    [InlineData("response_format is not implemented", true, false, 501)]
    public void Of_a_failure(string words, bool refusal, bool aboutSchema, int status = 400)
    {
        OfoxException failure = new(status < 500 ? OfoxErrorKind.OfoxInvalidRequest : OfoxErrorKind.OfoxServerError, words) { StatusCode = status };

        Assert.Equal(refusal, SchemaSupport.IsRefusal(failure));
        Assert.Equal(aboutSchema, !SchemaSupport.IsLasting(failure));
    }
}
