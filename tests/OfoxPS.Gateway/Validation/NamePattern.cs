using System.Text.RegularExpressions;

namespace OfoxPS.Gateway.Validation;

internal static partial class NamePattern
{
    /// <summary>Names of functions and of schemas.</summary>
    public static void CheckIdentifier(string name, string path)
    {
        if (!Identifier().IsMatch(name))
        {
            throw Reject.Value(path, $"'{name}' does not match the pattern '^[a-zA-Z0-9_-]{{1,64}}$'.");
        }
    }

    /// <summary>Names of participants.</summary>
    public static void CheckParticipant(string name, string path)
    {
        if (!Participant().IsMatch(name))
        {
            throw Reject.Value(path, @$"'{name}' does not match the pattern '^[^\s<|\\/>]{{1,64}}$'.");
        }
    }

    [GeneratedRegex(@"^[a-zA-Z0-9_-]{1,64}\z")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^[^\s<|\\/>]{1,64}\z")]
    private static partial Regex Participant();
}
