using OfoxPS.Core.Conversations;
using OfoxPS.Shell.StructuredOutput;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>The form of the answer that -As, -SchemaPath and -SchemaMode ask for, and how it is put into a request.</summary>
internal sealed class AnswerForm(RequestCmdlet cmdlet, AnswerSchema schema, string mode)
{
    // Parameters that have an effect only together with -As or -SchemaPath.
    private static readonly string[] FormOnly = ["SchemaMode", "MaxRepair"];

    public AnswerSchema Schema { get; } = schema;

    /// <summary>
    /// Reads the parameters of a cmdlet; null where neither -As nor -SchemaPath is given. Parameters that cannot be used together end
    /// the cmdlet with a terminating error.
    /// </summary>
    /// <param name="cmdlet">The cmdlet, which has the parameters.</param>
    /// <param name="form">-As.</param>
    /// <param name="path">-SchemaPath.</param>
    /// <param name="mode">-SchemaMode: Auto, Strict, JsonObject or Prompt.</param>
    public static AnswerForm? Read(RequestCmdlet cmdlet, object? form, string? path, string mode)
    {
        AnswerForm? read = null;
        cmdlet.EndOnFailure(
            form ?? path, () => read = SchemaOf(cmdlet, form, path) is { } schema ? new AnswerForm(cmdlet, schema, mode) : null);
        return read;
    }

    /// <summary>The request with the form of its answer: a response format, or instructions for the model.</summary>
    /// <param name="request">The request.</param>
    /// <param name="policies">Gets the policy that reads the answer and asks for its repair.</param>
    /// <param name="repairs">How many times the model is asked again when its answer does not fit the form.</param>
    /// <exception cref="OfoxException">-SchemaMode Strict cannot describe the form.</exception>
    public ChatRequest Apply(ChatRequest request, ICollection<TurnPolicy> policies, int repairs)
    {
        SchemaMode? given = Enum.TryParse(mode, ignoreCase: true, out SchemaMode named) ? named : null;
        if (given == SchemaMode.Strict)
        {
            Schema.RequireStrict();
        }

        StructuredAnswer answer = new(Schema, given, repairs, cmdlet.Requests.ModelKeyOf(request.Model), cmdlet);
        policies.Add(answer);
        return answer.Apply(request);
    }

    private static AnswerSchema? SchemaOf(RequestCmdlet cmdlet, object? form, string? path)
    {
        if (!cmdlet.IsBound("As") && path is null)
        {
            return FormOnly.FirstOrDefault(cmdlet.IsBound) is { } alone
                ? throw Failure.InvalidArgument($"-{alone} can only be used together with -As or -SchemaPath")
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
        if (shape is JsonShape or RecordShape or ListShape && cmdlet.IsVerbose)
        {
            string read = shape is JsonShape ? "a JSON Schema" : "a sample, or names and types";
            cmdlet.WriteVerbose($"The form of the answer is read as {read}.");
        }

        return new AnswerSchema(shape) { Stop = cmdlet.StopToken };
    }
}
