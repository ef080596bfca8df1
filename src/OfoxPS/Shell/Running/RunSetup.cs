using System.Globalization;
using OfoxPS.Core.Conversations;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Running;

/// <summary>What a run is given when it begins. Nothing of it changes until the run ends.</summary>
internal sealed record RunSetup
{
    public required IPipeline Pipeline { get; init; }

    public required RequestSettings Settings { get; init; }

    /// <summary>Makes a request of each input.</summary>
    public required RequestFactory Requests { get; init; }

    /// <summary>Shows text as it arrives. An unfinished line is ended before anything else is written.</summary>
    public required LiveText Live { get; init; }

    /// <summary>The test block that answers in the server's place; null where there is none.</summary>
    public TestScope? Test { get; init; }

    /// <summary>Whether each object of the pipeline is a request of its own.</summary>
    public bool IsOneOfMany { get; init; }

    /// <summary>Whether the text of <see cref="IPipeline.WriteVerbose"/> is written to a stream.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Whether debug text is written. It is costly: everything that is sent and received is copied.</summary>
    public bool IsDebugging { get; init; }

    /// <summary>Receives the report of the run; null for none.</summary>
    public Action<OfoxBatchReport>? Report { get; init; }

    /// <summary>The name of an input for messages; null where the pipeline is one request.</summary>
    public string? NameOf(object? source) => IsOneOfMany ? InputName.Of(source) : null;

    /// <summary>
    /// The name of an input in the log, where it is one of many: the name of a file, else its index in the pipeline. Never a text of
    /// the user.
    /// </summary>
    public string? LogNameOf(Conversation conversation) => !IsOneOfMany ? null
        : InputName.OfFile(conversation.Source) ?? conversation.InputIndex?.ToString(CultureInfo.InvariantCulture);
}
