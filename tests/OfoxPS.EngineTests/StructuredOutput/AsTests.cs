using System.Management.Automation;
using OfoxPS.EngineTests.Support;
using Xunit;

namespace OfoxPS.EngineTests.StructuredOutput;

public sealed class AsTests : EngineTest
{
    [Fact]
    public void A_hashtable_of_types_gives_an_object_with_these_properties()
    {
        PSObject answer = Engine.Run("ofox 'say: {\"city\":\"Oslo\",\"people\":700000}' -As @{ city = [string]; people = [int] }").Single<PSObject>();

        Assert.Equal("Oslo", answer.Properties["city"].Value);
        Assert.Equal(700000, answer.Properties["people"].Value);
        Assert.Equal("json_schema", Engine.Sent.Body.GetProperty("response_format").GetProperty("type").GetString());
    }

    [Fact]
    public void A_type_gives_an_instance_of_it() =>
        Assert.Equal(7, Engine.Run("class Point { [int] $X; [int] $Y }; (ofox 'say: {\"X\":7,\"Y\":8}' -As ([Point])).X").Single<int>());

    [Fact]
    public void An_answer_of_another_shape_is_an_error() =>
        Engine.Try("ofox 'say: {\"n\":\"many\"}' -As @{ n = [int] } -MaxRepair 0").Fails("OfoxSchemaMismatch");
}
