using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace OfoxPS.Hosting;

/// <summary>Text as a console shows it, and questions handed on to whoever answers them.</summary>
internal sealed class EngineHostUI(IHostText text, IHostAnswers answers) : PSHostUserInterface
{
    private const string Reset = "\u001b[0m";

    // Digits of the escape sequences, in the order of ConsoleColor: dark ones 3x, bright ones 9x.
    private static readonly int[] Foregrounds = [30, 34, 32, 36, 31, 35, 33, 37, 90, 94, 92, 96, 91, 95, 93, 97];

    public override PSHostRawUserInterface RawUI { get; } = new EngineHostRawUI(text);

    public override bool SupportsVirtualTerminal => text.HasColors;

    public override void Write(string value) => Show(HostChannel.Output, value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Colored(value ?? "", foregroundColor));

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Colored(value ?? "", foregroundColor) + Environment.NewLine);

    public override void WriteErrorLine(string value) => Line(HostChannel.Error, value, ConsoleColor.Red);

    public override void WriteWarningLine(string message) => Line(HostChannel.Warning, "WARNING: " + message, ConsoleColor.Yellow);

    public override void WriteVerboseLine(string message) => Line(HostChannel.Verbose, "VERBOSE: " + message, ConsoleColor.Yellow);

    public override void WriteDebugLine(string message) => Line(HostChannel.Debug, "DEBUG: " + message, ConsoleColor.Yellow);

    // A bar that is drawn over has no place in a text.
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine() => answers.ReadLine("");

    public override SecureString ReadLineAsSecureString() => Secure(answers.ReadLine(""));

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        Dictionary<string, PSObject> given = [];
        foreach (FieldDescription field in descriptions)
        {
            string answer = answers.ReadLine(field.Name);
            given[field.Name] = PSObject.AsPSObject(field.ParameterTypeFullName == typeof(SecureString).FullName ? Secure(answer) : answer);
        }

        return given;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        answers.Choose(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        new(string.IsNullOrEmpty(userName) ? answers.ReadLine("User") : userName, Secure(answers.ReadLine("Password")));

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);

    private static SecureString Secure(string value)
    {
        SecureString secure = new();
        foreach (char character in value)
        {
            secure.AppendChar(character);
        }

        return secure;
    }

    private void Line(HostChannel channel, string value, ConsoleColor color) =>
        Show(channel, Colored(value ?? "", color) + Environment.NewLine);

    // The engine writes its colours in any case, and leaves it to the host to take them out.
    private void Show(HostChannel channel, string value) => text.Write(channel, GetOutputString(value ?? "", SupportsVirtualTerminal));

    // The engine has coloured some texts itself.
    private string Colored(string value, ConsoleColor color) =>
        text.HasColors && value.Length > 0 && !value.Contains('\u001b') && (int)color is >= 0 and < 16
            ? $"\u001b[{Foregrounds[(int)color]}m{value}{Reset}"
            : value;
}
