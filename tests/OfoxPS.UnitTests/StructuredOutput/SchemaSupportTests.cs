
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
    public void Of_a_failure(string words, bool refusal, bool aboutSchema)
    {
        OfoxException failure = new(OfoxErrorKind.OfoxInvalidRequest, words) { StatusCode = 400 };

        Assert.Equal(refusal, SchemaSupport.IsRefusal(failure));
        Assert.Equal(aboutSchema, SchemaSupport.IsAboutSchema(failure));
    }
}
