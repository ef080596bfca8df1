using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace OfoxPS.EngineTests.Support;

/// <summary>Everything that came of a script.</summary>
public sealed class EngineResult
{
    internal EngineResult(PowerShell shell, IEnumerable<PSObject> output, ErrorRecord? failure, string hostText)
    {
        Output = [.. output];
        Failure = failure;
        HostText = hostText;
        Errors = [.. shell.Streams.Error];
        Warnings = [.. shell.Streams.Warning.Select(static record => record.Message)];
        Verbose = [.. shell.Streams.Verbose.Select(static record => record.Message)];
        Debug = [.. shell.Streams.Debug.Select(static record => record.Message)];
        Information = [.. shell.Streams.Information];
        Progress = [.. shell.Streams.Progress];
    }

    /// <summary>Stream 1.</summary>
    public IReadOnlyList<PSObject> Output { get; }

    /// <summary>The error that ended the script; null if it came to its end.</summary>
    public ErrorRecord? Failure { get; }

    /// <summary>Stream 2: errors that did not end the script.</summary>
    public IReadOnlyList<ErrorRecord> Errors { get; }

    /// <summary>Stream 3.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Stream 4.</summary>
    public IReadOnlyList<string> Verbose { get; }

    /// <summary>Stream 5.</summary>
    public IReadOnlyList<string> Debug { get; }

    /// <summary>Stream 6.</summary>
    public IReadOnlyList<InformationRecord> Information { get; }

    public IReadOnlyList<ProgressRecord> Progress { get; }

    /// <summary>What the host showed meanwhile: live text, warnings, verbose lines.</summary>
    public string HostText { get; }

    /// <summary>The output as text, a line for each object.</summary>
    public string Text => string.Join("\n", Output.Select(static item => item?.ToString()));

    /// <summary>The script came to its end without an error.</summary>
    public EngineResult Succeeded()
    {
        Assert.True(Failure is null, $"The script ended with {Failure?.FullyQualifiedErrorId}: {Failure}");
        Assert.True(Errors.Count == 0,
            $"The script wrote {string.Join("; ", Errors.Select(static error => $"{error.FullyQualifiedErrorId}: {error}"))}");
        return this;
    }

    /// <summary>The one object that a script without errors gave.</summary>
    public T Single<T>() => Assert.Single(All<T>());

    /// <summary>The objects that a script without errors gave, each of this type.</summary>
    public IReadOnlyList<T> All<T>()
    {
        Succeeded();
        return [.. Output.Select(static item => Assert.IsAssignableFrom<T>(typeof(T) == typeof(PSObject) ? item : item?.BaseObject))];
    }

    /// <summary>The one error that was written, while the script went on.</summary>
    /// <param name="id">The id without the cmdlet's name, such as OfoxRateLimited.</param>
    public ErrorRecord Error(string id)
    {
        Assert.Null(Failure);
        return Checked(Assert.Single(Errors), id);
    }

    /// <summary>The error that ended the script. Errors of a cmdlet end a statement, so run it with <see cref="Engine.Try"/>.</summary>
    /// <param name="id">The id without the cmdlet's name, such as OfoxRateLimited.</param>
    public ErrorRecord Fails(string id)
    {
        Assert.True(Failure is not null, $"The script came to its end; it wrote '{Text}' and {Errors.Count} errors.");
        return Checked(Failure, id);
    }

    private static ErrorRecord Checked(ErrorRecord error, string id)
    {
        Assert.True(error.FullyQualifiedErrorId.Split(',')[0] == id, $"{error.FullyQualifiedErrorId} instead of {id}: {error}");
        return error;
    }
}
