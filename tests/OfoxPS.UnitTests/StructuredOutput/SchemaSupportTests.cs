
using OfoxPS.Shell.StructuredOutput;
using Xunit;
namespace OfoxPS.UnitTests.StructuredOutput;

/// <summary>What a refusal says of the model, and what of one schema only.</summary>
public sealed class SchemaSupportTests
{
    [Theory]
    [InlineData("Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.", true, false)]
    [InlineData("Invalid schema for response_format 'answer': In context=(), 'required' is required.", true, true)]
    [InlineData("Invalid type for 'response_format.json_schema.schema.properties': expected an object, but got a string instead.", true,
        true)]
    [InlineData("Invalid 'messages[0].content'.", false, false)]
    [InlineData("response_format made the server stumble", true, true, 500)]
    [InlineData("response_format is not implemented", true, false, 501)]
    [InlineData("Unable to generate parser for this template. JSON schema conversion failed:\nError resolving ref #/$defs/nope: $defs "
        + "not in {}", true, true)]
    [InlineData("Failed to initialize samplers: failed to parse grammar", true, true)]
    [InlineData("Invalid JSON payload received. Unknown name \"$defs\" at 'generation_config.response_schema': Cannot find field.", true,
        true)]
    [InlineData("This model does not support guided decoding", true, false)]
    public void Of_a_failure(string words, bool refusal, bool aboutSchema, int status = 400)
    {
        OfoxException failure =
            new(status < 500 ? OfoxErrorKind.OfoxInvalidRequest : OfoxErrorKind.OfoxServerError, words) { StatusCode = status };

        Assert.Equal(refusal, SchemaSupport.IsRefusal(failure));
        Assert.Equal(aboutSchema, !SchemaSupport.IsLasting(failure));
    }

    [Theory]
    [InlineData("Bad request", "", true)]
    [InlineData("Bad request", "generation_config.response_schema", true)]
    [InlineData("Bad request", "temperature", false)]
    [InlineData("This model's maximum context length is 8192 tokens", "", false)]
    [InlineData("Invalid schema for function 'f'", "", false)]
    [InlineData("image input is not supported", "", false)]
    [InlineData("boom", "", true, 500)]
    [InlineData("boom", "", false, 502)]
    public void A_failure_that_may_be_one(string words, string field, bool isDoubtful, int status = 400)
    {
        OfoxException failure = new(status < 500 ? OfoxErrorKind.OfoxInvalidRequest : OfoxErrorKind.OfoxServerError, words)
        {
            StatusCode = status,
            Fields = field.Length == 0 ? [] : [field],
        };

        Assert.Equal(isDoubtful, SchemaSupport.MayBeRefusal(failure));
    }
}
