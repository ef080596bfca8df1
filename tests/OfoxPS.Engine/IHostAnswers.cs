using System.Collections.Generic;
using System.Management.Automation.Host;

namespace OfoxPS.Hosting;

/// <summary>Answers the questions that a session asks a person.</summary>
public interface IHostAnswers
{
    /// <summary>A line of text, for Read-Host and for parameters that are missing.</summary>
    public string ReadLine(string question);

    /// <summary>One of several choices, for -Confirm and the like.</summary>
    /// <returns>The index of the choice.</returns>
    public int Choose(string caption, string message, IReadOnlyList<ChoiceDescription> choices, int defaultChoice);
}
