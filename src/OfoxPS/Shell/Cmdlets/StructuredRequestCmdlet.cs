using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using OfoxPS.Core.Conversations;
using OfoxPS.Shell.Running;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.StructuredOutput;

namespace OfoxPS.Shell.Cmdlets;

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

    /// <summary>Puts the form of the answer into a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="policies">Gets what reads the answer, and asks for its repair.</param>
    /// <param name="repairs">How many times the model is asked again where its answer does not fit.</param>
    /// <exception cref="OfoxException">The form cannot be asked for in this way.</exception>
    private protected ChatRequest Shape(ChatRequest request, ICollection<ITurnPolicy> policies, int repairs)
    {
        if (Form is null)
        {
            return request;
        }

        SchemaMode? mode = Enum.TryParse(SchemaMode, ignoreCase: true, out SchemaMode said) ? said : null;
        StructuredAnswer answer = new(Form, new StructuredOutputOptions(mode, repairs), ModelKey.Of(Settings, request.Model)) { Tell = Tell, Warn = Warn };
        policies.Add(answer);
        return answer.Apply(request);
    }

    private AnswerSchema? ReadForm()
    {
        if (!IsBound(nameof(As)) && SchemaPath is null)
        {
            return new[] { nameof(SchemaMode), "MaxRepair" }.FirstOrDefault(IsBound) is { } lonely
                ? throw Failure.InvalidArgument($"-{lonely} can only be used together with -As or -SchemaPath")
                : null;
        }

        if (IsBound(nameof(As)) && SchemaPath is not null)
        {
            throw Failure.InvalidArgument("-As and -SchemaPath cannot be used together: both give the form of the answer");
        }

        if (IsBound(nameof(ResponseFormat)))
        {
            throw Failure.InvalidArgument("-As and -ResponseFormat cannot be used together: -As sends a response format of its own");
        }

        AnswerShape shape = SchemaPath is null ? AnswerShapeReader.Read(As) : AnswerShapeReader.FromFile(FilePath(SchemaPath, "-SchemaPath"));
        if (shape is JsonShape or RecordShape or ListShape && IsTelling)
        {
            Tell($"The form of the answer is read as {(shape is JsonShape ? "a JSON Schema" : "a sample, or names and types")}.");
        }

        return new AnswerSchema(shape) { Stop = StopToken };
    }
}
