using System.Management.Automation;

namespace OfoxPS.Shell.Cmdlets;

/// <summary>The short help and the version that ofox writes for -Help and for prompts such as <c>--help</c> and <c>--version</c>.</summary>
internal static class ShortHelp
{
    private const string Text = """
        Ask a model:            ofox 'why is the sky blue?'
        About text or a file:   Get-Item notes.txt | ofox 'Summarize it.'
        About an image:         ofox 'What is this?' -Image photo.png
        Get objects:            ofox '3 rivers' -As @{ name = 'string' }
        Ask for each of many:   gci *.log | ofox 'Which errors?' -ThrottleLimit 8
        Go on:                  ofox 'And in winter?' -Continue
        Choose a model:         ofox 'hi' -Model openai/gpt-4o
        See all models:         Get-OfoxModel
        Check key and address:  Test-OfoxConnection

        Get-Help ofox -Full     all parameters
        Get-Help about_OfoxPS   everything else
        """;

    /// <summary>The answer to a prompt that asks for help or for the version; null for any other prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="command">The cmdlet, whose module has the version.</param>
    public static string? Of(string? prompt, CommandInfo command) => prompt?.Trim().ToLowerInvariant() switch
    {
        "help" or "--help" or "-h" or "-help" or "-?" or "/?" => $"OfoxPS {command.Version}\n\n{Text}",
        "--version" => $"OfoxPS {command.Version}",
        _ => null,
    };
}
