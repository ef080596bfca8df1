using System;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Shell.Errors;
using OfoxPS.Shell.StructuredOutput;

namespace OfoxPS.Shell.Pipeline;

/// <summary>A request that can ask for an answer of a given form.</summary>
public abstract class StructuredRequestCmdlet : RequestCmdlet
{
    /// <summary>What the answer shall be: a type, names and types, a sample object, or a JSON Schema.</summary>
    [Parameter]
    public object? As { get; set; }

    /// <summary>A file with the JSON Schema of the answer.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SchemaPath { get; set; }

    /// <summary>How the model is told of the schema: Auto (default), Strict, JsonObject or Prompt.</summary>
    [Parameter]
    [ValidateSet("Auto", "Strict", "JsonObject", "Prompt")]
    public string SchemaMode { get; set; } = "Auto";

    /// <summary>The form of the answer; null where any will do.</summary>
    private protected AnswerSchema? Form { get; private set; }

    /// <summary>The answer of the request that was made last.</summary>
    private protected StructuredAnswer? Typed { get; private set; }

    private protected virtual int Repairs => 0;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            Form = ReadForm();
        }
        catch (OfoxException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(As ?? SchemaPath));
        }
    }

    private protected override ChatRequest Shape(ChatRequest request, Uri endpoint, object? source)
    {
        if (Form is null)
        {
            return request;
        }

        SchemaMode? mode = Enum.TryParse(SchemaMode, ignoreCase: true, out SchemaMode said) ? said : null;
        Typed = new StructuredAnswer(Form, new StructuredOutputOptions(mode, Repairs), $"{endpoint} {request.Model}") { Tell = Tell };
        return Typed.Apply(request);
    }

    private AnswerSchema? ReadForm()
    {
        if (!IsBound(nameof(As)) && SchemaPath is null)
        {
            return new[] { nameof(SchemaMode), "MaxRepair" }.FirstOrDefault(IsBound) is { } lonely
                ? throw Failure.InvalidArgument($"-{lonely} is about the form of the answer; give it with -As")
                : null;
        }

        if (IsBound(nameof(As)) && SchemaPath is not null)
        {
            throw Failure.InvalidArgument("-As and -SchemaPath both tell the form of the answer; one is enough");
        }

        return IsBound(nameof(ResponseFormat))
            ? throw Failure.InvalidArgument("-As and -ResponseFormat exclude each other: -As asks for its own format")
            : new AnswerSchema(SchemaPath is null ? AnswerShapeReader.Read(As) : AnswerShapeReader.FromFile(FilePath(SchemaPath, "-SchemaPath")));
    }
}
