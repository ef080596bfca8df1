using System;
using System.Collections.Generic;
using System.Linq;
using OfoxPS.Core.Conversations;
using OfoxPS.Shell.Running;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.StructuredOutput;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>The form of an answer, as -As, -SchemaPath and -SchemaMode give it.</summary>
internal sealed class AnswerForm
{
    // Parameters that say nothing without a form.
    private static readonly string[] FormOnly = ["SchemaMode", "MaxRepair"];

    private readonly RequestCmdlet _cmdlet;
    private readonly string _mode;

    private AnswerForm(RequestCmdlet cmdlet, AnswerSchema schema, string mode)
    {
        _cmdlet = cmdlet;
        Schema = schema;
        _mode = mode;
    }

    public AnswerSchema Schema { get; }

    /// <summary>Reads the parameters of a cmdlet, and ends it with an error where they cannot be used; null where any form will do.</summary>
    /// <param name="cmdlet">The cmdlet, which has these three parameters.</param>
    /// <param name="form">-As.</param>
    /// <param name="path">-SchemaPath.</param>
    /// <param name="mode">-SchemaMode: Auto, Strict, JsonObject or Prompt.</param>
    public static AnswerForm? Read(RequestCmdlet cmdlet, object? form, string? path, string mode)
    {
        try
        {
            return SchemaOf(cmdlet, form, path) is { } schema ? new AnswerForm(cmdlet, schema, mode) : null;
        }
        catch (OfoxException failure)
        {
            cmdlet.ThrowTerminatingError(failure.ToErrorRecord(form ?? path));
            throw;
        }
    }

    /// <summary>Puts the form of the answer into a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="policies">Gets what reads the answer, and asks for its repair.</param>
    /// <param name="repairs">How many times the model is asked again where its answer does not fit.</param>
    /// <exception cref="OfoxException">The form cannot be asked for in this way.</exception>
    public ChatRequest Apply(ChatRequest request, ICollection<ITurnPolicy> policies, int repairs)
    {
        SchemaMode? mode = Enum.TryParse(_mode, ignoreCase: true, out SchemaMode named) ? named : null;
        StructuredAnswer answer = new(Schema, new StructuredOutputOptions(mode, repairs), ModelKey.Of(_cmdlet.Settings, request.Model))
        {
            Tell = _cmdlet.Tell,
            Warn = _cmdlet.Warn,
        };
        policies.Add(answer);
        return answer.Apply(request);
    }

    private static AnswerSchema? SchemaOf(RequestCmdlet cmdlet, object? form, string? path)
    {
        if (!cmdlet.IsBound("As") && path is null)
        {
            return FormOnly.FirstOrDefault(cmdlet.IsBound) is { } lonely
                ? throw Failure.InvalidArgument($"-{lonely} can only be used together with -As or -SchemaPath")
                : null;
        }

        if (cmdlet.IsBound("As") && path is not null)
        {
            throw Failure.InvalidArgument("-As and -SchemaPath cannot be used together: both give the form of the answer");
        }

        if (cmdlet.IsBound("ResponseFormat"))
        {
            throw Failure.InvalidArgument("-As and -ResponseFormat cannot be used together: -As sends a response format of its own");
        }

        AnswerShape shape = path is null ? AnswerShapeReader.Read(form) : AnswerShapeReader.FromFile(cmdlet.FilePath(path, "-SchemaPath"));
        if (shape is JsonShape or RecordShape or ListShape && cmdlet.IsTelling)
        {
            cmdlet.Tell($"The form of the answer is read as {(shape is JsonShape ? "a JSON Schema" : "a sample, or names and types")}.");
        }

        if (FormHint.OfLists(form) is { } hint)
        {
            cmdlet.WriteWarning(hint);
        }

        return new AnswerSchema(shape) { Stop = cmdlet.StopToken };
    }
}
