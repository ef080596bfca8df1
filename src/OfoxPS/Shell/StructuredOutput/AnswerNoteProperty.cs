using System.Management.Automation;

namespace OfoxPS.Shell.StructuredOutput;

/// <summary>
/// The property that -Property adds to an input object. Its type tells it apart from the properties that the object had: another run of
/// the same command replaces it.
/// </summary>
internal sealed class AnswerNoteProperty(string name, object? value) : PSNoteProperty(name, value)
{
    // An object keeps a copy of each member that is added to it.
    public override PSMemberInfo Copy() => new AnswerNoteProperty(Name, Value);
}
