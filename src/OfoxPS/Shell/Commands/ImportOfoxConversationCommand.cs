using System.Management.Automation;
using OfoxPS.Shell.Cmdlets;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Commands;

/// <summary>Reads a conversation from a file of Export-OfoxConversation.</summary>
[Cmdlet(VerbsData.Import, "OfoxConversation")]
[OutputType(typeof(OfoxConversation))]
public sealed class ImportOfoxConversationCommand : OfoxCmdlet
{
    /// <summary>The path of the file.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        ContinueOnFailure(Path, () => WriteObject(ConversationFile.Read(FilePath(Path, "-Path"))));
}
