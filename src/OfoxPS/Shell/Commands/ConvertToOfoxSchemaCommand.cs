using System.Collections.Specialized;
using System.Management.Automation;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.StructuredOutput;

namespace OfoxPS.Commands;

/// <summary>Shows the JSON Schema of whatever -As takes.</summary>
[Cmdlet(VerbsData.ConvertTo, "OfoxSchema", DefaultParameterSetName = "InputObject")]
[OutputType(typeof(OrderedDictionary))]
public sealed class ConvertToOfoxSchemaCommand : OfoxCmdlet
{
    private const string Draft = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>A type, names and types, a sample object, or a JSON Schema.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    public object? InputObject { get; set; }

    /// <summary>A file with a JSON Schema.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "SchemaPath")]
    [ValidateNotNullOrEmpty]
    public string? SchemaPath { get; set; }

    /// <summary>The schema as strict mode gets it: an object at the root, every property required, optional ones nullable.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        object? form = SchemaPath ?? InputObject;
        try
        {
            AnswerSchema schema = new(SchemaPath is null ? AnswerShapeReader.Read(InputObject) : AnswerShapeReader.FromFile(FilePath(SchemaPath, "-SchemaPath")));
            if (Strict && schema.Strict is null)
            {
                string place = schema.Loose!.Length == 0 ? schema.Name : schema.Loose;
                throw Failure.InvalidArgument($"Strict mode cannot describe '{place}': it accepts any fields, or uses a form that strict mode does not have");
            }

            WriteObject(Strict ? schema.Strict : Marked(schema.Schema));
        }
        catch (OfoxException failure) when (MyInvocation.ExpectingInput)
        {
            WriteError(failure.ToErrorRecord(form));
        }
        catch (OfoxException failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord(form));
        }
    }

    // So that it is known for a schema wherever it is given.
    private static OrderedDictionary Marked(OrderedDictionary schema)
    {
        schema.Insert(0, "$schema", Draft);
        return schema;
    }
}
