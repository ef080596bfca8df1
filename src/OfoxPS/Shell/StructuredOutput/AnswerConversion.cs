using System.Runtime.CompilerServices;
using OfoxPS.Core.Schema;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>Gives <see cref="ChatCompletion.ToObject"/> its implementation, which is in a layer above the class.</summary>
internal static class AnswerConversion
{
#pragma warning disable CA2255 // A script can create a completion before any cmdlet has run.
    [ModuleInitializer]
    internal static void Register() => ChatCompletion.Reader = Read;
#pragma warning restore CA2255

    private static object? Read(ChatCompletion completion, object? form)
    {
        AnswerSchema schema = new(AnswerShapeReader.Read(form));
        object? value = AnswerReader.Read(schema, completion.Content ?? string.Empty, out IReadOnlyList<SchemaError> errors, out _);
        return errors.Count == 0 ? value : throw AnswerReader.Mismatch(errors, completion);
    }
}
