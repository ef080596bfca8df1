using System.Collections.Specialized;
using System.Management.Automation;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.StructuredOutput;

namespace OfoxPS.Commands;

/// <summary>Writes the JSON Schema of any form that -As accepts.</summary>
[Cmdlet(VerbsData.ConvertTo, "OfoxSchema", DefaultParameterSetName = "InputObject")]
[OutputType(typeof(OrderedDictionary))]
public sealed class ConvertToOfoxSchemaCommand : OfoxCmdlet
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>A type, a hashtable of names and types, a sample object, or a JSON Schema.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public object? InputObject { get; set; }

    /// <summary>A file with a JSON Schema.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "SchemaPath")]
    [ValidateNotNullOrEmpty]
    public string? SchemaPath { get; set; }

    /// <summary>
    /// Writes the schema as it is sent in strict mode: an object at its root, every property required, optional ones nullable.
    /// </summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ContinueInPipeline(SchemaPath ?? InputObject, () =>
    {
        AnswerSchema schema = new(
            SchemaPath is null ? AnswerShapeReader.Read(InputObject) : AnswerShapeReader.FromFile(FilePath(SchemaPath, "-SchemaPath")));
        if (Strict)
        {
            schema.RequireStrict();
        }

        WriteObject(Strict ? schema.Strict : WithDraft(schema.Schema));
    });

    // The keyword $schema marks the result as a JSON Schema, so that -As does not take it for a sample.
    private static OrderedDictionary WithDraft(OrderedDictionary schema)
    {
        schema.Insert(0, "$schema", Draft);
        return schema;
    }
}
