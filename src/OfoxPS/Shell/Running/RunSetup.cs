using System;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using OfoxPS.Core.Conversations;
using OfoxPS.Shell.Input.Reading;
using OfoxPS.Shell.Settings;
using OfoxPS.Shell.Showing;
using OfoxPS.Shell.Testing;

namespace OfoxPS.Shell.Running;

/// <summary>What a run is given when it begins, and what does not change until it ends.</summary>
internal sealed record RunSetup
{
    public required RequestSettings Settings { get; init; }

    /// <summary>Makes a request of each input.</summary>
    public required RequestFactory Requests { get; init; }

    /// <summary>The command line, for the log.</summary>
    public required InvocationInfo Caller { get; init; }

    public required PSHost Host { get; init; }

    /// <summary>The text that is shown as it arrives. Its open line is ended before anything else is written.</summary>
    public required LiveText Live { get; init; }

    /// <summary>What answers in place of the server; null where the server does.</summary>
    public TestScope? Test { get; init; }

    /// <summary>Whether each object of the pipeline is an input of its own.</summary>
    public bool IsOneOfMany { get; init; }

    /// <summary>Whether anybody reads what <see cref="IRunHost.Tell"/> writes.</summary>
    public bool IsTelling { get; init; }

    /// <summary>Whether debug text is wanted: it costs copies of all that is sent and received.</summary>
    public bool IsDebugging { get; init; }

    /// <summary>Takes the report of the run; null where nobody wants it.</summary>
    public Action<OfoxBatchReport>? Report { get; init; }

    /// <summary>The name of an input, where it is one of many.</summary>
    public string? NameOf(object? source) => IsOneOfMany ? InputName.Of(source) : null;

    /// <summary>What a log calls an input that is one of many: the name of a file, else its place in the pipeline; never a text of the user's.</summary>
    public string? LogNameOf(Conversation conversation) => !IsOneOfMany ? null
        : InputName.OfFile(conversation.Source) ?? conversation.InputIndex?.ToString(CultureInfo.InvariantCulture);
}
