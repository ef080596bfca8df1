using System.Collections;
using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>
/// Converts an argument to scripted answers: responses, strings, objects (sent as JSON), completions, and script blocks that
/// return one.
/// </summary>
internal sealed class TestResponseTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Unwrap.Items(inputData).Select(Read).ToArray();

    /// <exception cref="OfoxException">It is none of these.</exception>
    public static object Read(object? item) => Unwrap.Value(item) switch
    {
        TestResponse response => response,
        ScriptBlock script => script,
        string text => new TestResponse { Content = text },
        ChatCompletion answer => new TestResponse
        {
            Content = answer.Content,
            ToolCalls = answer.ToolCalls,
            Refusal = answer.Refusal,
            FinishReason = answer.FinishReason,
            Model = answer.Model,
            Usage = answer.Usage,
        },
        IDictionary or PSObject or IList or bool or int or long or double or decimal =>
            new TestResponse { Content = JsonTreeReader.ExactText(item, "Response") },
        { } other => throw Failure.InvalidArgument(
            $"A {other.GetType().Name} cannot be a response. Make one with New-OfoxTestResponse, or give a string, "
                + "a hashtable or a [pscustomobject] (its JSON is the answer), an answer or a script block."),
        null => throw Failure.InvalidArgument("$null cannot be a response. Make one with New-OfoxTestResponse."),
    };
}
