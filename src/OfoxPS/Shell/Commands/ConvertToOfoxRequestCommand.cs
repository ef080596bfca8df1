using System.Management.Automation;
using OfoxPS.Core.Conversations;
using OfoxPS.Core.Preview;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Binding;
using OfoxPS.Shell.Input.Reading;

namespace OfoxPS.Commands;

/// <summary>Writes the request that would be sent, without sending it.</summary>
[Cmdlet(VerbsData.ConvertTo, "OfoxRequest")]
[OutputType(typeof(OfoxRequest), typeof(string))]
public sealed class ConvertToOfoxRequestCommand : RequestCmdlet, IInputSink
{
    private AnswerForm? _form;

    /// <summary>The form of the answer: a type, a hashtable of names and types, a sample object, or a JSON Schema.</summary>
    [Parameter]
    [Words("string", "string[]", "int", "int[]", "double", "bool", "datetime")]
    [ArgumentCompleter(typeof(WordCompleter))]
    public object? As { get; set; }

    /// <summary>A file with the JSON Schema of the answer.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SchemaPath { get; set; }

    /// <summary>How the schema is sent to the model: Auto (default), Strict, JsonObject or Prompt.</summary>
    [Parameter]
    [ValidateSet("Auto", "Strict", "JsonObject", "Prompt")]
    public string SchemaMode { get; set; } = "Auto";

    /// <summary>
    /// What is written: Object (default, an OfoxRequest), Json (the body), Curl or InvokeRestMethod (a command to paste).
    /// </summary>
    [Parameter]
    [ValidateSet("Object", "Json", "Curl", "InvokeRestMethod")]
    public string OutputAs { get; set; } = "Object";

    /// <summary>Makes a request whose answer is streamed.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    private protected override bool Streams => Stream;

    private protected override IInputSink CreateSink()
    {
        _form = AnswerForm.Read(this, As, SchemaPath, SchemaMode);
        return this;
    }

    void IInputSink.Add(UserInput input)
    {
        try
        {
            PreparedRequest prepared = Requests.Create(input, request => _form?.Apply(request, [], repairs: 0) ?? request);
            foreach (string warning in prepared.Warnings)
            {
                WriteWarning(warning);
            }

            RequestPreview preview = Requests.PreviewOf(prepared);
            WriteObject(OutputAs.ToUpperInvariant() switch
            {
                "JSON" => preview.ToJson(),
                "CURL" => preview.ToCurl(),
                "INVOKERESTMETHOD" => preview.ToRestMethod(),
                _ => preview.ToObject(),
            });
        }
        catch (OfoxException failure)
        {
            Fail(failure, input.Source);
        }
    }

    void IInputSink.AddFailure(OfoxException failure, object? source, long? index) => Fail(failure, source);

    void IInputSink.Expect(int? count) { }

    void IInputSink.PassOver() { }

    void IInputSink.Finish() { }

    void IInputSink.Close() { }

    private void Fail(OfoxException failure, object? source) => Report(failure, source, endsRun: failure.Scope == FailureScope.Run);
}
